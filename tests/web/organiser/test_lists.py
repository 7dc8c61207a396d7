"""An organiser keeps an attendance list without a script, looks at the overview and corrects."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from eventsys.attendance.marks.models import AttendanceMark
from eventsys.attendance.marks.queries import read_attendance
from eventsys.attendance.marks.rules import AttendanceStatus
from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.events.models import Occasion
from eventsys.events.queries import get_event
from eventsys.people.rules import RoleName
from eventsys.registration.models import Participant, Registration
from eventsys.registration.rules import Source
from tests.factories import make_event, make_family

CAME, APOLOGISED = AttendanceStatus.CAME, AttendanceStatus.APOLOGISED
AWAY, UNKNOWN = AttendanceStatus.STAYED_AWAY, AttendanceStatus.UNKNOWN
LIST = "/organiser/events/fest-1/list"


@pytest.fixture
def people(app):
    """A course whose first date is under way and whose second is in a week; three people."""
    with app.app_context(), transaction() as session:
        at = clock.now()
        made = at - timedelta(days=8)
        event = make_event(session, at=made, days=(8, 15), capacity=4)
        make_family(session, event, 3, at=made)
        return list(session.scalars(select(Participant.id).order_by(Participant.id)))


def statuses(app, no=1):
    with app.app_context():
        session = db.session()
        sheet = read_attendance(session, get_event(session, "fest-1"), at=clock.now())
        [occasion] = [each for each in sheet.occasions if each.no == no]
        return [sheet.status(each.id, occasion.id) for each in sheet.participants]


def tick(client, people, **ticks):
    changes = {f"p{people[int(number[1:])]}": status for number, status in ticks.items()}
    return client.submit(f"{LIST}/1", changes, form="list")


def texts(page, tag, kind=None):
    found = [each for each in page.all(tag) if kind is None or each.get("class") == kind]
    return [" ".join("".join(each.itertext()).split()) for each in found]


def ids(page):
    return {element.get("id") for element in page.elements()}


def links(page):
    return [link.get("href") for link in page.all("a") if "/people/" in link.get("href", "")]


def test_a_list_is_ticked_without_a_script(app, organiser_client, people):
    assert tick(organiser_client, people, _0="came", _1="apologised").status_code == 303
    assert statuses(app) == [CAME, APOLOGISED, UNKNOWN]
    tick(organiser_client, people, _0="unknown")
    assert statuses(app) == [UNKNOWN, APOLOGISED, UNKNOWN]


def test_what_others_ticked_meanwhile_is_not_undone_by_a_page_that_is_older(
    app, organiser_client, signed_in, people
):
    sheet = organiser_client.page(f"{LIST}/1").form("list")
    tick(signed_in(RoleName.SERVICE_DESK), people, _1="came")
    organiser_client.post(f"{LIST}/1", data=dict(sheet.filled({f"p{people[0]}": "came"})))
    assert statuses(app) == [CAME, CAME, UNKNOWN]


def test_a_page_that_is_sent_twice_makes_its_marks_once(app, organiser_client, people):
    sheet = organiser_client.page(f"{LIST}/1").form("list")
    data = dict(sheet.filled({f"p{people[0]}": "came"}))
    organiser_client.post(f"{LIST}/1", data=data)
    organiser_client.post(f"{LIST}/1", data=data)
    with app.app_context():
        assert len(db.session().scalars(select(AttendanceMark)).all()) == 1


def test_nonsense_among_the_ticks_is_left_alone(app, organiser_client, people):
    changes = {f"p{people[0]}": "was-there-i-swear", "p0": "came", "p99999999999": "came"}
    sheet = organiser_client.page(f"{LIST}/1").form("list")
    answer = organiser_client.post(f"{LIST}/1", data=dict(sheet.filled({})) | changes)
    assert (answer.status_code, statuses(app)) == (303, [UNKNOWN] * 3)


def add(client, name, **changes):
    return client.submit(f"{LIST}/1", {"name": name} | changes, form="add")


def test_somebody_unannounced_is_registered_and_was_there(app, organiser_client, people):
    assert add(organiser_client, "Yusuf", category="child").status_code == 303
    assert statuses(app) == [UNKNOWN, UNKNOWN, UNKNOWN, CAME]
    with app.app_context():
        newest = select(Registration).order_by(Registration.id.desc()).limit(1)
        assert db.session().scalars(newest).one().source is Source.DOOR


def test_where_no_place_is_left_nobody_is_added_and_the_page_says_so(organiser_client, people):
    add(organiser_client, "Yusuf")
    answer = add(organiser_client, "Ali")
    assert answer.status_code == 422
    assert "0" in answer.text
    assert 'value="Ali"' in answer.text


def test_somebody_without_a_name_is_not_added(organiser_client, people):
    assert add(organiser_client, " ").status_code == 422


def test_a_list_is_closed_and_opened_again(app, organiser_client, people):
    tick(organiser_client, people, _0="came")
    organiser_client.submit(f"{LIST}/1", {}, form="close")
    assert statuses(app) == [CAME, AWAY, AWAY]
    organiser_client.submit(f"{LIST}/1", {}, form="reopen")
    assert statuses(app) == [CAME, UNKNOWN, UNKNOWN]


def test_a_list_of_another_day_cannot_be_closed_yet(app, organiser_client, people):
    page = organiser_client.page(f"{LIST}/2")
    assert "add" in ids(page)
    assert "close" not in ids(page)
    token = dict(page.form("list").filled({}))["csrf_token"]
    organiser_client.post(f"{LIST}/2/close", data={"csrf_token": token})
    assert statuses(app, 2) == [UNKNOWN] * 3


def test_the_overview_adds_up(organiser_client, people):
    tick(organiser_client, people, _0="came", _1="came", _2="apologised")
    page = organiser_client.page(LIST)
    assert texts(page, "dd") == ["3", "2", "2"]
    assert texts(page, "td", "number") == ["1", "1", "0", "2"]
    assert texts(page, "td", "mark") == ["2", "0"]
    assert len(links(page)) == 6


def test_a_correction_needs_a_reason_and_stands_with_it_in_the_history(
    app, organiser_client, people
):
    tick(organiser_client, people, _0="came")
    path = f"{LIST}/1/people/{people[0]}"
    assert (
        organiser_client.submit(path, {"status": "stayed-away"}, form="correct").status_code == 422
    )
    sent = {"status": "stayed-away", "reason": "Det var broren"}
    assert organiser_client.submit(path, sent, form="correct").status_code == 303
    assert statuses(app)[0] is AWAY
    page = organiser_client.page(path)
    assert "Det var broren" in texts(page, "td", "wide")
    [line] = [
        each
        for each in organiser_client.page(f"{LIST}/1").all("fieldset")
        if each.get("data-person") == str(people[0])
    ]
    assert all("disabled" in radio.attrib for radio in line.iter("input"))


def test_what_has_not_begun_is_not_corrected_to_attended(app, organiser_client, people):
    path = f"{LIST}/2/people/{people[0]}"
    sent = {"status": "came", "reason": "Kommer nok"}
    assert organiser_client.submit(path, sent, form="correct").status_code == 422
    assert statuses(app, 2)[0] is UNKNOWN


def test_the_file_says_what_the_overview_says(organiser_client, people):
    tick(organiser_client, people, _0="came", _1="apologised")
    [files] = [
        each.get("href")
        for each in organiser_client.page(LIST).all("a")
        if each.get("href", "").endswith("?of=list")
    ]
    answer = organiser_client.submit(files, {"file": "csv"}, form="export")
    cells = [line.split(";") for line in answer.data.decode("utf-8-sig").splitlines()]
    assert [len(row) for row in cells] == [6, 6, 6, 6]
    assert [row[0] for row in cells[1:]] == ["Person 1", "Person 2", "Person 3"]
    assert [row[-1] for row in cells[1:]] == ["1", "0", "0"]


@pytest.mark.parametrize("path", ["/9", "/9/people/1", "/1/people/999999"])
def test_what_is_not_there_is_not_found(organiser_client, people, path):
    assert organiser_client.get(LIST + path).status_code == 404


def test_who_may_only_read_numbers_reads_no_names(signed_in, people):
    viewer = signed_in(RoleName.VIEWER)
    for path in ("", "/1", "/shell", "/sw.js", f"/1/people/{people[0]}"):
        assert viewer.get(LIST + path).status_code == 403


def test_the_desk_keeps_lists_but_corrects_nothing(signed_in, people):
    desk = signed_in(RoleName.SERVICE_DESK)
    assert links(desk.page(LIST)) == []
    assert desk.get(f"{LIST}/1/people/{people[0]}").status_code == 403


def send(client, people, *marks, no=1, **changes):
    token = dict(client.page(f"{LIST}/1").form("list").filled({}))["csrf_token"]
    at = clock.now().isoformat()
    rows = [
        {"mark_id": str(uuid4()), "no": 1, "participant_id": people[number], "status": status}
        | {"device_at": at}
        for number, status in marks
    ]
    body = {"sent_at": at, "no": no, "marks": rows} | changes
    return client.post(f"{LIST}/marks", json=body, headers={"X-CSRFToken": token})


def test_a_tablet_sends_marks_and_hears_how_the_list_stands(app, organiser_client, people):
    answer = send(organiser_client, people, (0, "came"), (1, "apologised")).get_json()
    assert [each["state"] for each in answer["results"]] == ["new", "new"]
    assert answer["people"] == {
        str(people[0]): {"ticked": "came", "settled": ""},
        str(people[1]): {"ticked": "apologised", "settled": ""},
        str(people[2]): {"ticked": "", "settled": ""},
    }
    assert statuses(app) == [CAME, APOLOGISED, UNKNOWN]


def test_a_tablet_hears_nothing_of_a_list_that_is_not_there(organiser_client, people):
    assert send(organiser_client, people, no=9).get_json() == {"results": [], "people": {}}


@pytest.mark.parametrize(
    "changes",
    [
        {"sent_at": "yesterday"},
        {"sent_at": "2026-01-01T10:00:00"},
        {"no": -1},
        {"more": 1},
        {"marks": [{}]},
    ],
)
def test_what_is_no_batch_is_refused(app, organiser_client, people, changes):
    answer = send(organiser_client, people, **changes)
    assert (answer.status_code, answer.get_json()) == (422, {"code": "E_JSON"})


def test_marks_without_the_page_s_token_are_refused(app, organiser_client, people):
    assert organiser_client.post(f"{LIST}/marks", json={}).status_code == 400


def test_the_page_that_a_tablet_keeps_names_nobody(organiser_client, people):
    shell = organiser_client.get(f"{LIST}/shell")
    worker = organiser_client.get(f"{LIST}/sw.js")
    assert "Person 1" not in shell.text + worker.text
    assert "Amina" not in shell.text + worker.text
    assert worker.mimetype == "text/javascript"


def test_a_cancelled_date_has_no_list(app, organiser_client, people):
    with app.app_context(), transaction() as session:
        occasion = session.scalars(select(Occasion).filter_by(no=2)).one()
        occasion.cancelled_at = clock.now()
    page = organiser_client.page(f"{LIST}/2")
    assert "list" not in ids(page)
    path = f"{LIST}/2/people/{people[0]}"
    sent = {"status": "apologised", "reason": "Ringede"}
    assert organiser_client.submit(path, sent, form="correct").status_code == 422
    token = dict(organiser_client.page(f"{LIST}/1").form("list").filled({}))["csrf_token"]
    answer = organiser_client.post(f"{LIST}/2/add", data={"csrf_token": token, "name": "Ali"})
    assert answer.status_code == 422
