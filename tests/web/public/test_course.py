"""A course on one's own page: the dates, who came, what is left, and apologies in one press."""

from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from eventsys.attendance.certificates.operations import issue
from eventsys.attendance.completion.operations import RuleRequest, set_rule
from eventsys.attendance.marks.models import AttendanceMark
from eventsys.attendance.marks.rules import AttendanceStatus
from eventsys.checkin.scans.operations import record_scans
from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.errors import DomainError
from eventsys.core.principal import SYSTEM
from eventsys.events.models import Occasion
from eventsys.events.queries import find_event, list_occasions
from eventsys.events.rules import Attends, EventKind
from eventsys.registration.models import Participant
from eventsys.registration.queries import find_registration_by_token
from tests.factories import batch_of, codes_of, make_device, make_scan
from tests.pages import Page, text_of
from tests.watch import watch_statements

NAMES = ["Amina", "Bilal", "Cigdem", "Deeqa", "Eva", "Faisal"]
WEEK, MINUTE = timedelta(weeks=1), timedelta(minutes=1)


@pytest.fixture
def course(publish):
    """Publish a course of four weeks that begins in a week; three of four complete it."""

    def published(needed=3, **changes):
        slug = publish(kind=EventKind.COURSE, days=(7, 14, 21, 28), **changes)
        if needed:
            with transaction() as session:
                event = find_event(session, slug)
                set_rule(session, event, RuleRequest(needed=needed), at=clock.now(), by=SYSTEM)
        return slug

    return published


@pytest.fixture
def enrol(register):
    """Register people at a course, which asks for their names, and give the path of the page."""

    def enrolled(slug, people=1, **changes):
        names = {f"participants-{n}-name": name for n, name in enumerate(NAMES[:people])}
        return register(slug, people, **(names | changes)).partition("?")[0]

    return enrolled


@pytest.fixture
def change_dates(in_app):
    """Let dates have been some time ago, or be called off: `change_dates(slug, {1: …})`."""

    def changed(slug, **changes_by_no):
        with transaction() as session:
            for occasion in list_occasions(session, find_event(session, slug)):
                for name, value in changes_by_no.get(f"no{occasion.no}", {}).items():
                    setattr(occasion, name, value)

    return changed


def weeks_ago(weeks):
    start = clock.now() - weeks * WEEK
    return {"starts_at": start, "ends_at": start + timedelta(hours=2)}


def words_at(page, no):
    return text_of(page.by_id(f"date-{no}"))


def press(client, path, no, position=1, *, back=False):
    """Press the button about somebody at a date, as a browser sends it."""
    page = client.page(path)
    form = page.form("apologies")
    buttons = [e for e in page.all("button") if e.get("value") == f"{no}-{position}"]
    [button] = buttons
    assert bool(button.get("formaction")) is back
    data = [*form.values(), ("which", button.get("value"))]
    return client.post(button.get("formaction") or form.action, data=MultiDict(data))


def scan(slug, path, no, person=0):
    """Let somebody be scanned at a date."""
    token = path.rpartition("/")[2].partition("?")[0]
    with transaction() as session:
        event = find_event(session, slug)
        start = session.scalar(select(Occasion.starts_at).filter_by(event_id=event.id, no=no))
        code = codes_of(session, find_registration_by_token(session, token))[person].code
        phone = make_device(session, event, at=start)
        batch = batch_of(make_scan(code, at=start + MINUTE), sent_at=start + MINUTE)
        record_scans(session, phone.token, batch, at=start + MINUTE)


def test_the_page_shows_all_dates_and_the_rule(client, course, enrol):
    page = client.page(enrol(course()))
    dates = [text_of(each) for each in page.by_id("dates").iter("li") if each.get("id")]
    assert len(dates) == 4
    assert all("Jeg kan ikke komme" in each for each in dates)
    assert "Kom til mindst 3 mødegange for at gennemføre forløbet." in page.text
    assert "Var med på 0 af 4 mødegange. Der er 4 mødegange tilbage." in page.text
    assert "Der mangler 3 mødegange" in page.text


def test_one_press_sends_apologies_and_one_takes_them_back(client, course, enrol):
    path = enrol(course())
    answer = press(client, path, 2)
    assert (answer.status_code, answer.location) == (303, f"{path}#date-2")
    page = client.page(path)
    assert "Har meldt afbud" in words_at(page, 2)
    assert "Kan komme alligevel" in words_at(page, 2)
    assert "Jeg kan ikke komme" in words_at(page, 1)
    assert press(client, path, 2, back=True).status_code == 303
    assert "Jeg kan ikke komme" in words_at(client.page(path), 2)
    statuses = db.session.scalars(select(AttendanceMark.status)).all()
    assert sorted(statuses) == [AttendanceStatus.APOLOGISED, AttendanceStatus.UNKNOWN]


def test_each_of_a_family_says_it_for_themselves(client, course, enrol):
    path = enrol(course(), people=2)
    press(client, path, 1, 2)
    page = client.page(path)
    words = [text_of(each) for each in page.by_id("date-1").iter("li") if not each.get("id")]
    assert words[0].startswith("Amina")
    assert "Kan komme alligevel" not in words[0]
    assert "Kan komme alligevel" in words[1]


def test_what_was_attended_and_what_is_left_is_told(client, course, enrol, change_dates):
    slug = course()
    path = enrol(slug)
    press(client, path, 2)
    change_dates(slug, no1=weeks_ago(3), no2=weeks_ago(2))
    scan(slug, path, 1)
    page = client.page(path)
    assert "Var med" in words_at(page, 1)
    assert "Har meldt afbud" in words_at(page, 2)
    assert "Jeg kan ikke komme" not in words_at(page, 1) + words_at(page, 2)
    assert "Var med på 1 af 4 mødegange. Der er 2 mødegange tilbage." in page.text
    assert "Der mangler 2 mødegange" in page.text


def test_who_has_been_there_often_enough_has_completed_the_course(
    client, course, enrol, change_dates
):
    slug = course(needed=2)
    path = enrol(slug)
    change_dates(slug, no1=weeks_ago(3), no2=weeks_ago(2))
    for no in (1, 2):
        scan(slug, path, no)
    assert "Forløbet er gennemført" in client.page(path).text


def test_whoever_was_given_a_certificate_finds_it(client, course, enrol, change_dates):
    slug = course(needed=2)
    path, family = enrol(slug), enrol(slug, people=2, email="two@example.dk")
    change_dates(slug, no1=weeks_ago(3), no2=weeks_ago(2))
    assert "Deltagerbevis" not in client.page(path).text
    for no in (1, 2):
        scan(slug, path, no)
        scan(slug, family, no, person=1)
    with transaction() as session:
        event = find_event(session, slug)
        for person in session.scalars(select(Participant).filter_by(event_id=event.id)).all():
            with suppress(DomainError):
                issue(session, event, person.id, at=clock.now(), by=SYSTEM)
    for address, words, position in (
        (path, "Deltagerbevis", 1),
        (family, "Deltagerbevis til Bilal", 2),
    ):
        links = [
            each for each in client.page(address).all("a") if "certificate.pdf" in each.get("href")
        ]
        [link] = links
        assert text_of(link) == words
        assert link.get("href") == f"{address}/people/{position}/certificate.pdf"


def test_who_can_no_longer_complete_it_is_told(client, course, enrol, change_dates):
    slug = course(needed=4)
    path, other = enrol(slug), enrol(slug, email="other@example.dk")
    change_dates(slug, no1=weeks_ago(3))
    scan(slug, other, 1)
    page = client.page(path)
    assert "Var der ikke" in words_at(page, 1)
    assert "Der er for få mødegange tilbage til at gennemføre forløbet" in page.text


def test_a_cancelled_date_counts_against_nobody(client, course, enrol, change_dates):
    slug = course(needed=4)
    path = enrol(slug)
    change_dates(slug, no3={"cancelled_at": clock.now()})
    page = client.page(path)
    assert "Denne dato er aflyst" in words_at(page, 3)
    assert "kan ikke komme" not in words_at(page, 3)
    assert "Kom til mindst 3 mødegange" in page.text
    assert "Var med på 0 af 3 mødegange. Der er 3 mødegange tilbage." in page.text


def test_without_a_rule_nothing_is_said_of_completing(client, course, enrol):
    page = client.page(enrol(course(needed=0)))
    assert "gennemføre" not in page.text
    assert "Der er 4 mødegange tilbage" in page.text


def test_once_a_date_has_begun_it_is_too_late(client, course, enrol, change_dates):
    slug = course()
    path = enrol(slug)
    form = client.page(path).form("apologies")
    change_dates(slug, no1=weeks_ago(1))
    late = client.post(form.action, data=dict([*form.values(), ("which", "1-1")]))
    assert late.status_code == 409
    assert "Denne mødegang er begyndt, eller den bliver ikke til noget." in Page(late.text).text
    assert db.session.scalars(select(AttendanceMark)).all() == []


@pytest.mark.parametrize("which", ["", "1", "x-1", "1-x", "9-1", "1-9", "²-1", "999999-1", "-1-1"])
def test_a_button_that_was_never_there_does_nothing(client, course, enrol, which):
    form = client.page(enrol(course())).form("apologies")
    data = dict([*form.values(), ("which", which)])
    assert client.post(form.action, data=data).status_code == 404


def test_a_page_that_was_open_for_too_long_asks_again(client, course, enrol):
    path = enrol(course())
    action = client.page(path).form("apologies").action
    answer = client.post(action, data={"which": "1-1", "csrf_token": "old"})
    assert answer.status_code == 400
    form = Page(answer.text).form("apologies")
    again = client.post(form.action, data=dict([*form.values(), ("which", "1-1")]))
    assert again.status_code == 303


def test_reading_the_address_of_the_button_says_nothing(client, course, enrol):
    path = enrol(course())
    action = client.page(path).form("apologies").action
    for address in (action, f"{action}/withdraw"):
        assert client.get(address).location.endswith("#dates")
    assert db.session.scalars(select(AttendanceMark)).all() == []


def test_other_events_have_no_such_part(client, publish, enrol):
    one_date = enrol(publish(kind=EventKind.COURSE))
    chosen = enrol(publish(days=(7, 14), attends=Attends.ONE), occasion="1")
    for page in map(client.page, (one_date, chosen)):
        assert not [each for each in page.elements() if each.get("id") == "dates"]


def test_a_large_group_finds_its_people_where_it_asks_for_them(client, course, enrol):
    page = client.page(enrol(course(), people=6))
    [summary, *_] = page.by_id("date-1").iter("summary")
    assert text_of(summary).startswith("Hvem kommer?")


def test_the_page_of_a_family_asks_no_more_than_that_of_one(client, course, enrol):
    slug, counted = course(), []
    for people in (1, 5):
        path = enrol(slug, people=people, email=f"p{people}@example.dk")
        client.page(path)
        with watch_statements() as statements:
            client.page(path)
        counted.append(len(statements))
    assert counted[0] == counted[1] <= 18


def test_the_events_page_shows_a_date_that_is_called_off(client, course, change_dates):
    slug = course()
    change_dates(slug, no3={"cancelled_at": clock.now()})
    [dates] = client.page(f"/da/events/{slug}").all("ol")
    assert ["aflyst" in text_of(each) for each in dates.iter("li")] == [False, False, True, False]
