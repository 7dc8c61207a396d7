"""The audit log as administrators read it."""

import pytest

from eventsys.core import clock
from eventsys.core.audit import record
from eventsys.core.db import transaction
from eventsys.core.principal import SYSTEM, Principal, PrincipalKind
from eventsys.core.text import Language
from eventsys.events.operations import delete_draft
from eventsys.events.queries import get_event
from eventsys.people.rules import RoleName
from eventsys.web.organiser.audit.details import read
from tests.factories import make_device, make_draft, make_event, make_registration, make_venue

AUDIT = "/organiser/audit"
TITLE = "Sommerfest"


@pytest.fixture
def administrator(app, signed_in):
    with app.app_context(), transaction() as session:
        make_event(session, slug="fest", titles={Language.DANISH: TITLE}, at=clock.now())
    return signed_in(RoleName.ADMINISTRATOR)


def write(app, number, verb="amend", **details):
    """Let an account that is gone do something to the event so many times."""
    with app.app_context(), transaction() as session:
        event = get_event(session, "fest")
        for each in range(number):
            by = Principal(PrincipalKind.ACCOUNT, 99)
            told = details or {"no": f"=<b>{each}"}
            record(session, verb, event, told, at=clock.now(), by=by)


def rows(page):
    """Read the table's rows: who, what, to what."""
    found = [list(row.iter("td")) for row in page.all("tr") if list(row.iter("td"))]
    return [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in found]


def links(page):
    return [link.get("href") for link in page.all("a")]


def test_it_says_who_did_what_to_what(app, administrator, url):
    write(app, 1)
    page = administrator.page(AUDIT)
    assert rows(page)[0] == [
        "Bruger 99",
        "rettet",
        f"Arrangement 1 {TITLE} Alt om det Arrangement 1",
        "Dato nr.: =<b>0",
    ]
    assert url("organiser.events.show", slug="fest") in links(page)


def test_what_belongs_to_an_event_says_which(app, administrator, url):
    at = clock.now()
    with app.app_context(), transaction() as session:
        event = get_event(session, "fest")
        phone = make_device(session, event, at=at).device
        for each in (make_registration(session, event, at=at), phone, make_venue(session)):
            record(session, "draw", each, {}, at=at, by=SYSTEM)
    page = administrator.page(f"{AUDIT}?what=draw")
    assert [cells[2].count(TITLE) for cells in rows(page)] == [0, 1, 1]
    assert links(page).count(url("organiser.events.show", slug="fest")) == 2


def test_a_draft_that_is_gone_has_no_way_to_it(app, administrator):
    at = clock.now()
    with app.app_context(), transaction() as session:
        delete_draft(session, make_draft(session, slug="kladde", at=at), at=at, by=SYSTEM)
    page = administrator.page(f"{AUDIT}?what=delete")
    assert rows(page)[0][2] == "Arrangement 2 Alt om det Arrangement 2"


def details(app, administrator, **told):
    """Read what the page says of a deed that tells so much."""
    write(app, 1, "draw", **told)
    found = [list(row.iter("td")) for row in administrator.page(f"{AUDIT}?what=draw").all("tr")]
    newest = next(cells[-1] for cells in found if cells)
    return [" ".join("".join(line.itertext()).split()) for line in newest.iter("li")]


def test_details_are_read_by_people(app, administrator):
    told = {"added": ["viewer", "organiser"], "languages": ["ar"], "allowed": True, "from": "draft"}
    assert details(app, administrator, **told) == [
        "Tilføjet: Læser og Arrangør",
        "Tilladt: Ja",
        "Fra: Kladde",
        "Sprog: العربية",
    ]


def test_what_tells_nothing_is_not_shown_and_what_is_unknown_stands(app, administrator):
    told = {"reason": None, "files": {"a": 1, "b": "x"}, "names": [], "due_at": "soon"}
    assert details(app, administrator, **told) == ["Skal sendes: soon", "files: a: 1 og b: x"]
    assert details(app, administrator, reason="") == []


def test_moments_are_those_of_here(app, administrator):
    told = {"due_at": "2027-07-01T10:00:00+00:00", "since": "2027-07-01"}
    assert details(app, administrator, **told) == [
        "Skal sendes: torsdag 1. juli kl. 12.00",
        "Fra dato: 2027-07-01",
    ]


@pytest.mark.parametrize(
    ("stored", "shown"), [(None, {}), ("{", {"details": "{"}), ("[1]", {"details": [1]})]
)
def test_details_that_were_erased_or_are_odd_break_nothing(stored, shown):
    assert read(stored) == shown


def test_it_is_narrowed_down_to_a_doer_a_deed_and_an_object(app, administrator):
    write(app, 2)
    for narrow in ("who=account:99", "what=amend", "kind=event&id=1&what=amend"):
        assert len(rows(administrator.page(f"{AUDIT}?{narrow}"))) == 2
    for nothing in ("who=account:98", "what=draw", "kind=event&id=7", "to=2020-01-01"):
        page = administrator.page(f"{AUDIT}?{nothing}")
        assert (rows(page), "Intet passer" in page.text) == ([], True)
    assert len(rows(administrator.page(f"{AUDIT}?what=amend&from=2020-01-01&to=odd"))) == 2


def test_it_goes_on_page_by_page(app, administrator):
    write(app, 60)
    page = administrator.page(f"{AUDIT}?what=amend")
    [older] = [link for link in links(page) if "before=" in link]
    assert (len(rows(page)), len(rows(administrator.page(older)))) == (50, 10)


def test_the_table_holds_no_formula_and_to_take_it_home_is_written_down(app, administrator):
    write(app, 1)
    answer = administrator.submit(f"{AUDIT}?what=amend", {}, form="file")
    assert answer.mimetype == "text/csv"
    assert answer.text.count("\r\n") == 2
    assert "Bruger 99;rettet;Arrangement;1" in answer.text
    assert rows(administrator.page(f"{AUDIT}?what=export"))[0][1] == "hentet som fil"


def test_it_is_for_administrators_alone(signed_in):
    assert signed_in(RoleName.ORGANISER).get(AUDIT).status_code == 403
