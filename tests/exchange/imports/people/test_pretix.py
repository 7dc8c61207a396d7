"""What pretix exports becomes registrations: its JSON and its CSV of order positions."""

import json

import pytest

from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from eventsys.exchange.imports.operations import keep_draft
from eventsys.exchange.imports.people.operations import judge_draft
from eventsys.exchange.imports.people.reading import read_people_file
from eventsys.exchange.imports.people.rules import requests_of
from eventsys.exchange.imports.rules import ImportKind
from eventsys.exchange.tables.rules import Reason, UnreadableTable
from tests.factories import AT, make_event

HEAD = (
    "Event slug,Order code,Position ID,Status,Email,Phone number,Order date,Order time,Product,"
    "Variation,Price,Tax rate,Tax rule,Tax value,Attendee name,Attendee name: Given name,"
    "Attendee name: Family name,Attendee email,Company,Address,ZIP code,City,Country,State,Voucher,"
    "Pseudonymization ID,Seat ID,Seat name,Seat zone,Seat row,Seat number,Order comment,"
    "Follow-up date,Company,Invoice address name,Address,ZIP code,City,Country,State,VAT ID,"
    "Sales channel,Order locale,E-mail address verified,Payment providers"
)


def order(code, *names, **changes):
    positions = [
        {"id": place, "positionid": place, "item": 1, "attendee_name": name, "attendee_email": None}
        for place, name in enumerate(names, start=1)
    ]
    usual = {"code": code, "status": "p", "testmode": False, "email": f"{code}@example.org"}
    return usual | {"phone": "None", "locale": "da", "positions": positions} | changes


def exported(*orders):
    items = [{"id": 1, "admission": True}, {"id": 2, "admission": False}]
    return json.dumps({"event": {"name": "F", "items": items, "orders": orders}}).encode()


def judged(session, content):
    event = make_event(session, capacity=None)
    file = read_people_file("pretix", content)
    run = keep_draft(session, ImportKind.PEOPLE, event, file, at=AT, by=SYSTEM)
    return judge_draft(session, run, event)


def test_an_order_is_one_registration_with_its_people(session):
    shirt = {"id": 9, "positionid": 3, "item": 2, "attendee_name": None}
    one = order("AB12C", "Amina Khan", "محمد", phone="+4512345678", locale="ar")
    one["positions"].append(shirt)
    [request] = requests_of(judged(session, exported(one)))
    assert [each.name for each in request.participants] == ["Amina Khan", "محمد"]
    assert (request.contact.email, request.contact.phone) == ("AB12C@example.org", "+4512345678")
    assert (request.contact.name, request.language) == ("Amina Khan", Language.ARABIC)


def test_orders_that_were_cancelled_expired_or_tests_stay_out(session):
    orders = (
        order("A", "Ida"),
        order("B", "Bo", status="c"),
        order("C", "Cem", status="e"),
        order("D", "Dua", testmode=True),
        order("E", "Eva", status="n"),
    )
    people = judged(session, exported(*orders))
    assert [each.outcome.fault for each in people] == ["", "known", "known", "known", ""]
    assert not any(each.outcome.is_wrong for each in people)


def test_a_ticket_without_a_name_is_reached_by_the_order_s_address(session):
    [request] = requests_of(judged(session, exported(order("A", None, None))))
    assert [each.name for each in request.participants] == ["", ""]
    assert request.contact.name == "A@example.org"


def test_the_csv_of_order_positions_goes_the_same_way(session):
    heads = HEAD.split(",")
    paid = {"Order code": "AB12C", "Status": "Paid", "Email": "a@example.org"}
    paid |= {"Phone number": "+4512345678", "Attendee name": '"Khan, Amina"', "Order locale": "da"}
    gone = {"Order code": "ZZ99Z", "Status": "Canceled", "Attendee name": "Bo"}
    rows = [",".join(each.get(head, "") for head in heads) for each in (paid, gone)]
    people = judged(session, "\r\n".join((HEAD, *rows)).encode())
    assert [(each.name, each.outcome.fault) for each in people] == [
        ("Khan, Amina", ""),
        ("Bo", "known"),
    ]
    first = people[0]
    assert (first.reference, first.contact.email, first.contact.phone) == (
        "AB12C",
        "a@example.org",
        "+4512345678",
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (exported(), Reason.EMPTY),
        (exported()[:-4], Reason.DAMAGED),
        (b'{"event": {"orders": 7}}', Reason.OTHER_FORMAT),
        (b'{"event": [], "x": 1}', Reason.OTHER_FORMAT),
        (b'[{"a": ' + b"9" * 5000 + b"}]", Reason.DAMAGED),
        (b'[{"a": ' * 50_000, Reason.DAMAGED),
        (b"[1, 2]", Reason.EMPTY),
        (b"[]", Reason.EMPTY),
        (b'[{"a": "' + b"x" * (9 * 1024 * 1024) + b'"}]', Reason.TOO_LARGE),
        (json.dumps([{"a": 1}] * 10_001).encode(), Reason.TOO_MANY_ROWS),
        (json.dumps([{f"c{n}": 1 for n in range(501)}]).encode(), Reason.TOO_MANY_COLUMNS),
        (b'[{"navn": "x"}, 7]', Reason.OTHER_FORMAT),
    ],
)
def test_json_that_cannot_be_read_says_why(content, reason):
    with pytest.raises(UnreadableTable) as refusal:
        read_people_file("x.json", content)
    assert refusal.value.reason is reason


def test_of_json_only_what_can_be_a_cell_is_read():
    content = b'[{"navn": "A", "n": 1.0, "m": 1.5, "b": true, "l": [1], "x": NaN, "z": null}]'
    file = read_people_file("x.json", content)
    assert dict(zip(file.heads, file.rows[0][1], strict=True)) == {
        "navn": "A",
        "n": "1",
        "m": "1.5",
        "b": "",
        "l": "",
        "x": "",
        "z": "",
    }


def test_what_is_no_list_at_all_in_pretix_s_data_is_passed_over(session):
    odd = order("A", "Ida") | {"positions": [7, None, {"attendee_name": "Bo", "item": 1}]}
    assert [each.name for each in judged(session, exported(odd, 7))] == ["Bo"]
