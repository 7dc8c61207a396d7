"""Pairing phones from the terminal."""

from eventsys.checkin.devices.operations import pair_device
from eventsys.cli.demonstration.prepare import Size, prepare
from eventsys.core import clock
from eventsys.core.db import transaction

SMALL = Size(tickets=0, events=4, seed=1)


def paired(code):
    with transaction() as session:
        device = pair_device(session, code, "install", at=clock.now()).device
        return (device.gate, device.role.value, device.label)


def test_the_code_alone_is_printed_and_pairs_a_phone(installation, in_app, eventsys):
    prepare(SMALL, at=clock.now(), slice_seconds=1)
    scans = eventsys("device pair international-dag --gate Nord")
    counts = eventsys("device pair international-dag --role count")
    assert (scans.status, counts.status) == (0, 0)
    assert paired(scans.output.strip()) == ("Nord", "scan", "Nord 1")
    assert paired(counts.output.strip()) == (None, "count", "count 1")


def test_an_unknown_event_or_gate_is_one_line(installation, in_app, eventsys):
    prepare(SMALL, at=clock.now(), slice_seconds=1)
    unknown_event = eventsys("device pair nowhere")
    unknown_gate = eventsys("device pair international-dag --gate Vest")
    assert (unknown_event.status, unknown_event.errors) == (
        1,
        "Error: There is no event 'nowhere'.\n",
    )
    assert (unknown_gate.status, unknown_gate.errors) == (
        1,
        "Error: The event has no gate 'Vest'.\n",
    )
