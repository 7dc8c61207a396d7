"""What phones hand in; every result means stored."""

import gzip
import json
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from eventsys.checkin.devices.operations import revoke_device
from eventsys.checkin.devices.queries import list_devices
from eventsys.checkin.models import Device, HeadCount, Scan, StrayRow, Tally
from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.principal import SYSTEM
from eventsys.events.queries import get_event
from tests.databases import full_disk
from tests.factories import codes_of, make_device, make_event, make_registration
from tests.watch import watch_statements
from tests.web.api.world import a_head_count, a_scan, a_tally, bearer, now, send

both = pytest.mark.usefixtures("both_databases")


def stored(app, table):
    """Count the rows of a table."""
    with app.app_context():
        return db.session().scalars(select(func.count()).select_from(table)).one()


def verdicts(answer):
    """List the verdicts of an answer."""
    assert answer.status_code == 200, answer.text
    return [result["verdict"] for result in answer.json["results"]]


def states(answer):
    """List the states of an answer."""
    assert answer.status_code == 200, answer.text
    return [result["state"] for result in answer.json["results"]]


@both
def test_a_ticket_is_admitted_and_the_second_time_already_in(world, client):
    first = a_scan(world.codes[0].code)
    answer = send(client, world.phone, first).json
    entry = answer["results"][0].pop("first")
    assert entry["gate"] == "Nord"
    assert entry["at"].endswith("Z")
    assert answer["server_time"].endswith("Z")
    assert answer["results"] == [
        {
            "index": 0,
            "scan_id": first["scan_id"],
            "state": "new",
            "verdict": "admitted",
            "occasion": 1,
        }
    ]
    second = a_scan(world.codes[0].code, seq=2)
    again = send(client, world.phone, second).json["results"]
    assert again == [
        {
            "index": 0,
            "scan_id": second["scan_id"],
            "state": "new",
            "verdict": "already-in",
            "occasion": 1,
            "first": entry,
        }
    ]


def test_an_empty_batch_is_a_sign_of_life(app, world, client):
    with app.app_context(), transaction() as session:
        session.scalars(select(Device)).one().last_seen_at = None
    answer = send(client, world.phone)
    assert (answer.status_code, answer.json["results"]) == (200, [])
    with app.app_context():
        assert db.session().scalars(select(Device.last_seen_at)).one() is not None


@pytest.mark.parametrize(
    ("path", "row"),
    [("scans", a_scan("x")), ("tallies", a_tally()), ("headcounts", a_head_count())],
)
@both
def test_every_batch_may_tell_how_far_the_phone_has_counted(path, row, app, world, client):
    body = {"sent_at": now(), path: [row], "last_seq": 9, "unsent": 8}
    assert states(client.post(f"/api/v1/{path}", json=body, headers=world.phone)) == ["new"]
    with app.app_context():
        (device,) = list_devices(db.session(), get_event(db.session(), "fest"))
        assert (device.made, device.missing, device.unsent) == (9, 8, 8)


@pytest.mark.parametrize(
    ("path", "make"),
    [
        ("scans", lambda **row: a_scan("x", **row)),
        ("tallies", a_tally),
        ("headcounts", a_head_count),
    ],
)
@both
def test_a_phone_hands_in_for_another_and_damaged_rows_are_kept_apart(
    path, make, app, world, client
):
    with app.app_context(), transaction() as session:
        dying = make_device(session, get_event(session, "fest"), "Syd", at=clock.now()).device
        public_id = dying.public_id
    rows = [
        make(relayed_for=public_id, relay_offset_ms=-25_200_000),
        make(relayed_for=public_id, relay_offset_ms=10**20),
        make(relayed_for="x" * 41),
    ]
    answer = client.post(
        f"/api/v1/{path}", json={"sent_at": now(), path: rows}, headers=world.phone
    )
    assert states(answer) == ["new", "unreadable", "unreadable"]
    with app.app_context():
        rows = list_devices(db.session(), get_event(db.session(), "fest"))
        assert [(row.label, row.received, row.relayed) for row in rows] == [
            ("Nord 1", 0, 0),
            ("Syd 1", 1, 1),
        ]


@pytest.mark.parametrize("told", [{"last_seq": -1}, {"unsent": 2**31}, {"last_seq": "9"}], ids=str)
def test_what_is_no_number_is_refused_with_its_field(told, world, client):
    answer = send(client, world.phone, **told)
    assert (answer.status_code, list(answer.json["fields"])) == (422, list(told))


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(lambda codes: codes.code.lower(), id="small letters"),
        pytest.param(lambda codes: f"HTTPS://X.DK/T/{codes.code}", id="the QR's address"),
        pytest.param(lambda codes: f"{codes.short_code[:4]}-{codes.short_code[4:]}", id="short"),
    ],
)
def test_a_code_is_read_however_it_is_written(written, world, client):
    assert verdicts(send(client, world.phone, a_scan(written(world.codes[0])))) == ["admitted"]


def test_the_hash_of_the_roster_stands_for_the_code(world, client):
    ticket = client.get("/api/v1/roster", headers=world.phone).json["tickets"][0]
    scan = a_scan("", code_hash=ticket["hash"])
    del scan["code"]
    assert verdicts(send(client, world.phone, scan)) == ["admitted"]


@pytest.mark.parametrize(
    "text",
    ["", "5701234567892", "BEGIN:VCARD\nFN:Bo", "🦄" * 1000, "x" * 4096, "\ud800", "a\0b"],
    ids=["empty", "ean", "vcard", "emoji", "4 kB", "half a character", "nul"],
)
@both
def test_any_text_is_a_verdict_and_is_never_kept(text, app, world, client):
    answer = send(client, world.phone, a_scan(text))
    assert (states(answer), verdicts(answer)) == (["new"], ["unknown"])
    assert stored(app, Scan) == 1


def test_one_unreadable_row_stands_among_the_others(app, world, client):
    rows = [a_scan(world.codes[0].code), {"scan_id": 7, "code": "SECRET"}, a_scan("x", seq=2)]
    answer = send(client, world.phone, *rows)
    assert states(answer) == ["new", "unreadable", "new"]
    assert answer.json["results"][1] == {
        "index": 1,
        "scan_id": None,
        "state": "unreadable",
        "verdict": "unknown",
        "occasion": None,
        "first": None,
        "error": "E_ROW",
    }
    with app.app_context():
        stray = db.session().scalars(select(StrayRow)).one()
        assert json.loads(stray.body) == {"scan_id": 7, "code": "…"}


@pytest.mark.parametrize(
    ("why", "changes"),
    [
        ("all zeros", {"scan_id": "00000000-0000-0000-0000-000000000000"}),
        ("no id", {"scan_id": "nonsense"}),
        ("below zero", {"seq": -1}),
        ("too high", {"seq": 2**31}),
        ("much too high", {"seq": 10**30}),
        ("no direction", {"direction": "sideways"}),
        ("not storable", {"gate": "a\0b"}),
        ("half a character", {"gate": "\ud800"}),
        ("no text", {"device_at": {"not": "a text"}}),
        ("not known", {"more": "a field that is not known"}),
        ("two codes", {"code_hash": "A" * 16}),
        ("no code", {"code": None, "code_hash": None}),
    ],
)
@both
def test_what_says_nothing_usable_is_unreadable_and_stored(why, changes, app, world, client):
    assert states(send(client, world.phone, a_scan("x", **changes))) == ["unreadable"]
    assert (stored(app, StrayRow), stored(app, Scan)) == (1, 0)


def test_what_is_no_object_is_unreadable_too(app, world, client):
    assert states(send(client, world.phone, 5, None, "text", [], {})) == ["unreadable"] * 5
    assert stored(app, StrayRow) == 5


@pytest.mark.parametrize(
    "device_at",
    [None, "i går", "2027-03-28T02:30:00", "1970-01-01T00:00:00Z", "2038-01-19T03:14:08Z"],
)
def test_a_clock_that_cannot_be_right_is_marked_and_the_scan_counts_now(
    device_at, app, world, client
):
    answer = send(client, world.phone, a_scan(world.codes[0].code, device_at=device_at))
    assert verdicts(answer) == ["admitted"]
    with app.app_context():
        scan = db.session().scalars(select(Scan)).one()
        assert (scan.clock_unsure, scan.effective_at) == (True, scan.received_at)


@both
def test_a_phone_that_believes_in_1970_is_corrected_by_its_own_clock(app, world, client):
    scan = a_scan(world.codes[0].code, device_at="1970-01-01T00:59:00Z")
    assert verdicts(send(client, world.phone, scan, sent_at="1970-01-01T01:00:00Z")) == ["admitted"]
    with app.app_context():
        kept = db.session().scalars(select(Scan)).one()
        assert kept.received_at - kept.effective_at == timedelta(minutes=1)
        assert not kept.clock_unsure


@both
def test_a_repeated_scan_is_the_same_and_another_with_its_id_a_conflict(app, world, client):
    scan = a_scan(world.codes[0].code)
    assert states(send(client, world.phone, scan)) == ["new"]
    assert states(send(client, world.phone, scan, scan | {"seq": 9})) == ["same", "conflict"]
    assert states(send(client, world.phone, scan | {"scan_id": scan["scan_id"].upper()})) == [
        "same"
    ]
    assert (stored(app, Scan), stored(app, StrayRow)) == (1, 1)


@both
def test_overlapping_batches_store_each_scan_once(app, world, client):
    scans = [a_scan(f"unknown {seq}", seq=seq) for seq in range(9)]
    assert states(send(client, world.phone, *scans[:6])) == ["new"] * 6
    assert states(send(client, world.phone, *scans[3:])) == ["same"] * 3 + ["new"] * 3
    assert stored(app, Scan) == 9


def test_an_undo_takes_the_admission_back(world, client):
    scan = a_scan(world.codes[0].code)
    send(client, world.phone, scan)
    undo = a_scan(world.codes[0].code, seq=2, direction="undo", undoes=scan["scan_id"])
    assert verdicts(send(client, world.phone, undo)) == ["undone"]
    assert verdicts(send(client, world.phone, a_scan(world.codes[0].code, seq=3))) == ["admitted"]


def test_a_ticket_of_another_event_is_told_and_changes_nothing_there(app, world, client):
    with app.app_context(), transaction() as session:
        other = make_event(session, at=clock.now(), slug="andet")
        code = codes_of(session, make_registration(session, other, at=clock.now()))[0].code
        phone = bearer(make_device(session, other, at=clock.now()).token)
    assert verdicts(send(client, world.phone, a_scan(code))) == ["other-event"]
    rows = client.get("/api/v1/roster", headers=phone).json["tickets"]
    assert [row["in"] for row in rows] == [[], []]


@both
def test_a_revoked_phone_hands_in_and_what_it_made_later_counts_nowhere(app, world, client):
    with app.app_context(), transaction() as session:
        device = session.scalars(select(Device)).one()
        revoke_device(session, device, at=clock.now() - timedelta(minutes=5), by=SYSTEM)
    before = a_scan(world.codes[0].code, device_at=(clock.now() - timedelta(minutes=9)).isoformat())
    after = a_scan(world.codes[1].code, seq=2)
    assert states(send(client, world.phone, before, after)) == ["new", "new"]
    attendance = client.get("/api/v1/events/fest/attendance", headers=world.organiser).json
    assert attendance["admitted"] == 1


@pytest.mark.parametrize("headers", [{}, bearer("unknown"), {"Authorization": "Basic eDp5"}])
@pytest.mark.parametrize("path", ["scans", "tallies", "headcounts"])
def test_no_device_hands_in_without_its_token(path, headers, world, client):
    answer = client.post(f"/api/v1/{path}", json={path: []}, headers=headers)
    assert (answer.status_code, answer.json["code"]) == (401, "E_DEVICE")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("path", ["scans", "tallies", "headcounts"])
def test_a_script_is_no_device(path, world, client):
    answer = client.post(f"/api/v1/{path}", json={path: []}, headers=world.organiser)
    assert (answer.status_code, answer.json["code"]) == (401, "E_DEVICE")


def test_too_many_rows_are_refused_with_a_hint_and_nothing_is_stored(app, world, client):
    answer = send(client, world.phone, *(a_scan("x", seq=seq) for seq in range(501)))
    assert answer.status_code == 413
    assert {name: answer.json[name] for name in ("code", "retryable", "max_rows")} == {
        "code": "E_TOO_LARGE",
        "retryable": True,
        "max_rows": 200,
    }
    assert stored(app, Scan) == 0


@both
def test_five_hundred_rows_are_taken(app, world, client):
    answer = send(client, world.phone, *(a_scan("x", seq=seq) for seq in range(500)))
    assert states(answer) == ["new"] * 500


def test_a_full_disk_takes_nothing_of_a_batch_and_later_all_of_it(app, world, client):
    scans = [a_scan("x", seq=seq) for seq in range(1, 401)]
    with app.app_context(), full_disk(db.engine):
        answer = send(client, world.phone, *scans)
        roster = client.get("/api/v1/roster", headers=world.phone)
    assert (answer.status_code, answer.json["code"], answer.json["retryable"]) == (
        503,
        "E_BUSY",
        True,
    )
    assert (answer.headers["Retry-After"], roster.status_code) == ("5", 200)
    assert stored(app, Scan) == 0
    assert states(send(client, world.phone, *scans)) == ["new"] * 400


def packed(client, phone, body):
    """Post a body that is said to be gzip."""
    headers = phone | {"Content-Encoding": "gzip", "Content-Type": "application/json"}
    return client.post("/api/v1/scans", data=body, headers=headers)


def test_a_compressed_batch_is_read(world, client):
    body = json.dumps({"sent_at": now(), "scans": [a_scan(world.codes[0].code)]}).encode()
    assert verdicts(packed(client, world.phone, gzip.compress(body))) == ["admitted"]


def test_a_cut_or_false_compression_is_refused(world, client):
    whole = gzip.compress(json.dumps({"scans": []}).encode())
    answers = [packed(client, world.phone, body) for body in (whole[:-9], b"no gzip", whole * 2)]
    assert [(answer.status_code, answer.json["code"]) for answer in answers] == [
        (400, "E_ENCODING")
    ] * 3


def test_a_bomb_is_refused_unexploded(world, client):
    bomb = gzip.compress(b"[" * 50_000_000)
    answer = packed(client, world.phone, bomb)
    assert (answer.status_code, answer.json["code"]) == (413, "E_TOO_LARGE")


@both
def test_tallies_are_stored_once_and_taken_back(app, world, client):
    tally = a_tally()
    undo = a_tally(seq=2, undoes=tally["tally_id"])
    body = {"sent_at": now(), "tallies": [tally, tally, undo, {"seq": "x"}]}
    answer = client.post("/api/v1/tallies", json=body, headers=world.phone)
    assert answer.json["results"] == [
        {"index": 0, "tally_id": tally["tally_id"], "state": "new"},
        {"index": 1, "tally_id": tally["tally_id"], "state": "same"},
        {"index": 2, "tally_id": undo["tally_id"], "state": "new"},
        {"index": 3, "tally_id": None, "state": "unreadable", "error": "E_ROW"},
    ]
    assert stored(app, Tally) == 2
    attendance = client.get("/api/v1/events/fest/attendance", headers=world.organiser).json
    assert attendance["walk_ins"] == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"n": -1},
        {"n": 1.5},
        {"n": "mange"},
        {"kind": "guess"},
        {"slot_end": "2026-05-04T11:00:00+02:00"},
        {"slot_start": "2026-05-04T12:00:00"},
    ],
    ids=str,
)
def test_a_head_count_that_cannot_be_is_unreadable(changes, app, world, client):
    count = a_head_count(**changes)
    body = {"sent_at": now(), "headcounts": [count]}
    answer = client.post("/api/v1/headcounts", json=body, headers=world.phone)
    assert answer.json["results"] == [
        {
            "index": 0,
            "headcount_id": count["headcount_id"],
            "state": "unreadable",
            "error": "E_ROW",
        }
    ]


@both
def test_a_newer_head_count_supersedes_an_older(app, world, client):
    first = a_head_count()
    second = a_head_count(seq=2, n=130, supersedes=first["headcount_id"], reason="miscounted")
    body = {"sent_at": now(), "headcounts": [first, second]}
    answer = client.post("/api/v1/headcounts", json=body, headers=world.phone)
    assert states(answer) == ["new", "new"]
    assert stored(app, HeadCount) == 2
    attendance = client.get("/api/v1/events/fest/attendance", headers=world.organiser).json
    assert attendance["head_count"] == {"value": 130, "kind": "in", "shown": "130"}


@both
def test_only_standing_entries_of_the_sum_are_added(world, client):
    first = a_head_count(n=1200)
    counts = [
        first,
        a_head_count(seq=2, n=120, supersedes=first["headcount_id"], reason="one nought too many"),
        a_head_count(seq=3, n=30, post="Syd"),
        a_head_count(seq=4, n=999, role="control"),
        a_head_count(seq=5, n=5000, kind="present"),
        a_head_count(seq=6, n=8000, kind="estimate"),
    ]

    def shown(*handed_in):
        body = {"sent_at": now(), "headcounts": handed_in}
        answer = client.post("/api/v1/headcounts", json=body, headers=world.phone)
        assert states(answer) == ["new"] * len(handed_in)
        attendance = client.get("/api/v1/events/fest/attendance", headers=world.organiser).json
        return (attendance["head_count"]["value"], attendance["head_count"]["kind"])

    assert [shown(counts[5]), shown(counts[4]), shown(*counts[1:4]), shown(counts[0])] == [
        (8000, "estimate"),
        (5000, "present"),
        (150, "in"),
        (150, "in"),
    ]


def test_a_scan_costs_six_statements_however_many_rows(world, client):
    codes = [each.code for each in world.codes]
    with watch_statements() as one:
        send(client, world.phone, a_scan(codes[0]))
    with watch_statements() as many:
        send(client, world.phone, *(a_scan(code, seq=seq) for seq, code in enumerate(codes * 9)))
    assert (len(one), len(many)) == (6, 6)
