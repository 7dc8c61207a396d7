"""The numbers of an event: page, chart and file say the same as `count_event`."""

import csv
import io
from datetime import timedelta

import pytest

from eventsys.attendance.queries import count_event
from eventsys.checkin.scans.operations import record_scans
from eventsys.checkin.tallies.operations import record_tallies
from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.events.queries import get_event
from eventsys.people.rules import RoleName
from eventsys.registration.rules import Category
from eventsys.web.organiser.attendance.chart import HEIGHT, chart_of
from eventsys.web.organiser.attendance.numbers import NumberRow
from tests.factories import (
    batch_of,
    codes_of,
    make_device,
    make_event,
    make_family,
    make_registration,
    make_scan,
    make_tally,
)

PAGE = "/organiser/events/fest-1/attendance"


@pytest.fixture
def party(app):
    """One ticket was scanned and three people were counted without."""
    at = clock.now()
    with app.app_context(), transaction() as session:
        event = make_event(session, at=at, days=(0, 7))
        registration = make_registration(session, event, "Amina", "Bo", at=at - timedelta(hours=1))
        code = codes_of(session, registration)[0].code
        phone = make_device(session, event, "Nord", at=at)
        scan = make_scan(code, at=at, gate="Nord")
        record_scans(session, phone.token, batch_of(scan, sent_at=at), at=at)
        tallies = [
            make_tally(at=at, gate="Nord"),
            make_tally(at=at, gate="Syd"),
            make_tally(at=at, gate="Syd", category=Category.ADULT),
        ]
        record_tallies(session, phone.token, batch_of(*tallies, sent_at=at), at=at)


def rows_of(client):
    text = client.get(f"{PAGE}.csv").data.decode("utf-8-sig")
    _, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    return rows


def test_the_page_says_one_and_three(organiser_client, party):
    page = organiser_client.page(PAGE)
    (said,) = [each for each in page.elements() if each.get("class") == "sum"]
    assert " ".join("".join(said.itertext()).split()) == "4 kom: 1 med billet + 3 uden billet"
    assert (said.get("data-admitted"), said.get("data-walk-ins")) == ("1", "3")


def test_the_file_adds_up_to_the_numbers_of_the_page(app, organiser_client, party):
    rows = rows_of(organiser_client)
    with app.app_context(), transaction() as session:
        count = count_event(session, get_event(session, "fest-1"), at=clock.now())
    assert sum(int(row[4]) for row in rows) == count.admissions == 1
    assert sum(int(row[5]) for row in rows) == count.walk_ins == 3
    assert all(int(row[4]) + int(row[5]) == int(row[6]) for row in rows)
    for gate, came in count.by_gate.items():
        at_gate = [row for row in rows if row[2] == gate]
        assert sum(int(row[6]) for row in at_gate) == came.total
    for no, occasion in count.occasions.items():
        on_date = [row for row in rows if row[0] == str(no)]
        assert sum(int(row[6]) for row in on_date) == occasion.came


def test_an_event_without_anybody_has_its_lines_too(app, organiser_client):
    with app.app_context(), transaction() as session:
        make_event(session, at=clock.now())
    assert [row[2:] for row in rows_of(organiser_client)] == [
        ["Nord", "Barn", "0", "0", "0"],
        ["Nord", "Voksen", "0", "0", "0"],
        ["Syd", "Barn", "0", "0", "0"],
        ["Syd", "Voksen", "0", "0", "0"],
    ]


def test_everybody_who_is_signed_in_may_see_numbers(signed_in, party):
    viewer = signed_in(RoleName.VIEWER)
    assert viewer.get(PAGE).status_code == 200
    assert viewer.get(f"{PAGE}.csv").status_code == 200


def test_the_chart_fills_its_height_and_nothing_makes_no_chart():
    rows = [
        NumberRow(name="12.00", admitted=30, walk_ins=10, total=40),
        NumberRow(name="12.15", admitted=5, walk_ins=5, total=10),
    ]
    chart = chart_of(rows)
    assert [bar.admitted_height + bar.walk_ins_height for bar in chart.bars] == [
        HEIGHT,
        HEIGHT // 4,
    ]
    assert chart_of([]) is None


def test_the_page_says_how_many_cases_wait_for_a_decision(app, organiser_client):
    at = clock.now()
    with app.app_context(), transaction() as session:
        event = make_event(session, at=at)
        (codes,) = codes_of(session, make_family(session, event, at=at))
        paired = make_device(session, event, at=at)
        twice = [make_scan(codes.code, at - timedelta(minutes=each)) for each in (0, 1)]
        record_scans(session, paired.token, batch_of(*twice, sent_at=at), at=at)
    assert "1 sag venter på en afgørelse." in organiser_client.page(PAGE).text


@pytest.fixture
def yesterday(app):
    """A phone of yesterday's event, and a scan of it that has not come; a ticket came in twice."""
    at, day = clock.now(), timedelta(days=1)
    with app.app_context(), transaction() as session:
        event = make_event(session, at=at - 2 * day, days=(1,))
        family = make_family(session, event, 2, at=at - 2 * day)
        first, second = [each.code for each in codes_of(session, family)]
        paired = make_device(session, event, at=at - day)
        scans = [make_scan(first, at - day + timedelta(minutes=seq), seq=seq) for seq in (1, 2)]
        record_scans(session, paired.token, batch_of(*scans, sent_at=at), at=at)
        return paired.token, make_scan(second, at - day, seq=3)


def decide_the_case(client):
    """Decide about the only case there is."""
    page = client.page(f"{PAGE.removesuffix('attendance')}cases")
    (sheet,) = [each for each in page.all("form") if "/cases/" in each.get("action", "")]
    fields = {each.get("name"): each.get("value") for each in page.all("input")}
    why = {"choice": "stands", "reason": "En fejl."}
    client.post(sheet.get("action"), data={**fields, **why})


def test_a_number_waits_for_its_cases_and_later_changes_stand_beside_it(
    app, organiser_client, yesterday
):
    page = organiser_client.page(PAGE)
    assert "Tallet kan godkendes, når alle sager er afgjort." in page.text
    approve = {"csrf_token": page.all("input")[0].get("value"), "seen": "1"}
    organiser_client.post(f"{PAGE}/approve", data=approve)
    refusal = "Disse venter på en afgørelse: Lukket ind to gange (1)"
    assert refusal in organiser_client.page(PAGE).text
    decide_the_case(organiser_client)
    assert organiser_client.submit(PAGE, {}, form="approve").status_code == 302
    text = organiser_client.page(PAGE).text
    assert "Talt ved indgangene, med og uden billet. Godkendt" in text
    assert "af organiser@example.org" in text
    token, late = yesterday
    with app.app_context(), transaction() as session:
        at = clock.now()
        record_scans(session, token, batch_of(late, sent_at=at), at=at)
    assert "Siden da: 2 (godkendt 1)" in organiser_client.page(PAGE).text


def test_only_organisers_approve_a_number(signed_in, party):
    client = signed_in(RoleName.EVENT_ASSISTANT, named_for="fest-1")
    csrf = client.page(PAGE).all("input")[0].get("value")
    answer = client.post(f"{PAGE}/approve", data={"csrf_token": csrf, "seen": "1"})
    assert answer.status_code == 403
