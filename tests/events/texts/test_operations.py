"""Texts of events in their languages: who made them, and whether they still hold."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventsys.core.audit import AuditEntry
from eventsys.core.principal import SYSTEM
from eventsys.core.revision import current_revision
from eventsys.core.standing import Confirmation, Origin, Provenance, TextState, digest_of
from eventsys.core.text import Language
from eventsys.events.errors import DanishChanged, TextNotFound
from eventsys.events.operations import amend_event
from eventsys.events.programme.queries import get_event_view
from eventsys.events.queries import plan_of
from eventsys.events.texts.operations import confirm_text
from eventsys.events.texts.queries import rows_of
from tests.factories import AT, make_event

DANISH, SOMALI, URDU = Language.DANISH, Language.SOMALI, Language.URDU
LATER = AT + timedelta(hours=1)
HUMAN, MACHINE, OUTDATED = TextState.HUMAN, TextState.MACHINE, TextState.OUTDATED
BY = {"at": LATER, "by": SYSTEM}


@pytest.fixture
def event(session):
    """A party described in Danish, by hand in Somali and by machine in Urdu."""
    return make_event(
        session,
        titles={DANISH: "Fest", SOMALI: "Xaflad", URDU: "جشن"},
        bodies={DANISH: "Kom og vær med.", SOMALI: "Kaalay.", URDU: "آئیے۔"},
        provenance=Provenance(origins={URDU: Origin.MACHINE}),
    )


def amend(session, event, **changes):
    amend_event(session, event, replace(plan_of(session, event), **changes), **BY)


def states(session, event):
    return get_event_view(session, event.id).states


def bodies(**changes):
    texts = {"da": "Kom og vær med.", "so": "Kaalay.", "ur": "آئیے۔"} | changes
    return {Language(code): text for code, text in texts.items()}


def audited(session, event, verb):
    entries = select(AuditEntry).where(
        AuditEntry.object_kind == "event",
        AuditEntry.object_id == event.id,
        AuditEntry.verb == verb,
    )
    return [json.loads(each.details) for each in session.scalars(entries)]


def seen(session, event):
    row = rows_of(session, event)[DANISH]
    return digest_of({"title": row.title, "body": row.body})


def test_it_is_kept_who_made_each_text(session, event):
    assert states(session, event) == {DANISH: HUMAN, SOMALI: HUMAN, URDU: MACHINE}
    assert plan_of(session, event).provenance == Provenance(origins={URDU: Origin.MACHINE})


def test_a_change_of_the_danish_marks_the_others_at_once_and_is_written_down(session, event):
    amend(session, event, bodies=bodies(da="Kom kl. 12."))
    assert states(session, event) == {DANISH: HUMAN, SOMALI: OUTDATED, URDU: OUTDATED}
    assert audited(session, event, "outdate") == [{"languages": ["so", "ur"]}]
    row = rows_of(session, event)[SOMALI]
    assert (row.source, row.outdated_at) == ({"title": "Fest", "body": "Kom og vær med."}, LATER)


def test_a_change_of_anything_else_marks_nothing(session, event):
    amend(session, event, capacity=7)
    assert states(session, event) == {DANISH: HUMAN, SOMALI: HUMAN, URDU: MACHINE}
    assert audited(session, event, "outdate") == []


def test_a_text_saved_anew_with_the_danish_is_right(session, event):
    amend(session, event, bodies=bodies(da="Kom kl. 12.", so="Kaalay 12."))
    assert states(session, event)[SOMALI] is HUMAN
    assert states(session, event)[URDU] is OUTDATED


def test_the_danish_of_before_makes_the_others_right_again(session, event):
    amend(session, event, bodies=bodies(da="Kom kl. 12."))
    amend(session, event, bodies=bodies())
    assert states(session, event) == {DANISH: HUMAN, SOMALI: HUMAN, URDU: MACHINE}
    assert rows_of(session, event)[SOMALI].source is None


def test_a_text_that_is_taken_away_and_written_again_renders_the_danish_of_now(session, event):
    amend(session, event, bodies=bodies(da="Kom kl. 12."))
    amend(session, event, titles={DANISH: "Fest"})
    assert states(session, event) == {DANISH: HUMAN}
    amend(session, event, titles={DANISH: "Fest", SOMALI: "Xaflad"})
    assert states(session, event) == {DANISH: HUMAN, SOMALI: HUMAN}


def test_an_outdated_text_is_confirmed_with_who_made_it(session, event):
    amend(session, event, bodies=bodies(da="Kom kl. 12."))
    before = current_revision(session)
    said = Confirmation(language=URDU, origin=Origin.HUMAN, seen=seen(session, event))
    confirm_text(session, event, said, **BY)
    assert states(session, event) == {DANISH: HUMAN, SOMALI: OUTDATED, URDU: HUMAN}
    assert audited(session, event, "confirm") == [{"language": "ur", "origin": "human"}]
    assert current_revision(session) > before


def test_a_text_is_not_confirmed_beside_a_danish_that_nobody_saw(session, event):
    before = seen(session, event)
    amend(session, event, bodies=bodies(da="Kom kl. 12."))
    with pytest.raises(DanishChanged) as refused:
        confirm_text(
            session, event, Confirmation(language=SOMALI, origin=Origin.HUMAN, seen=before), **BY
        )
    assert refused.value.language is SOMALI
    assert states(session, event)[SOMALI] is OUTDATED


@pytest.mark.parametrize("language", [DANISH, Language.TURKISH])
def test_only_a_translation_that_is_there_is_confirmed(session, event, language):
    said = Confirmation(language=language, origin=Origin.HUMAN, seen=seen(session, event))
    with pytest.raises(TextNotFound):
        confirm_text(session, event, said, **BY)
