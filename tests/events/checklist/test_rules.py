"""What an event lacks before it is shown to the public, and what of it blocks."""

from dataclasses import replace
from datetime import timedelta

import pytest

from eventsys.core.standing import Origin, Provenance
from eventsys.core.text import Language
from eventsys.events.checklist.rules import BLOCKING, Facts, Finding, Lack, findings_of
from eventsys.events.programme.queries import get_event_view
from eventsys.events.rules import EventKind
from eventsys.events.team.rules import TeamContact
from eventsys.places.rules import Access
from tests.factories import AT, START, make_draft

GATED = Facts(gates=1)
DAY = timedelta(days=1)
HOUSE = "Hans Tavsens Park"


@pytest.fixture
def ready(session):
    """Look at a draft that lacks nothing but what is changed in its plan."""

    def view(**changes):
        whole = {
            "titles": dict.fromkeys(Language, "Fest"),
            "bodies": dict.fromkeys(Language, "Kom."),
            "contact": TeamContact(name="Teamet", phone="+4533660000"),
        }
        event = get_event_view(session, make_draft(session, **whole | changes).id)
        known = [replace(each, access=Access(step_free=True)) for each in event.occasions]
        return replace(event, occasions=known)

    return view


def test_a_whole_event_lacks_nothing(ready):
    assert findings_of(ready(), GATED, AT) == []


@pytest.mark.parametrize(
    ("changes", "lack"),
    [
        ({"days": (-7,)}, Lack.OVER),
        ({"registration_closes_at": AT - DAY}, Lack.CLOSED),
        ({"registration_opens_at": START + DAY}, Lack.OPENS_LATE),
        ({"contact": TeamContact()}, Lack.NO_CONTACT),
        ({"capacity": None}, Lack.NO_CAPACITY),
    ],
)
def test_one_thing_that_is_lacking_is_found_alone(ready, changes, lack):
    assert findings_of(ready(**changes), GATED, AT) == [Finding(lack)]


def test_what_cannot_be_blocks_and_what_is_missing_is_asked_about(ready):
    late = ready(registration_closes_at=AT - DAY, contact=TeamContact())
    assert [each.blocks for each in findings_of(late, GATED, AT)] == [True, False]
    assert {Lack.OVER, Lack.CLOSED, Lack.OPENS_LATE} == BLOCKING


def test_an_event_without_registration_needs_neither_places_nor_a_time_for_it(ready):
    event = ready(takes_registrations=False, capacity=None, registration_closes_at=AT - DAY)
    assert findings_of(event, GATED, AT) == []


def test_texts_are_found_by_what_is_wrong_with_them(ready):
    written = [each for each in Language if each is not Language.URDU]
    event = ready(
        titles=dict.fromkeys(written, "Fest"),
        bodies={each: "Kom." for each in written if each is not Language.DANISH},
        provenance=Provenance(origins={Language.TURKISH: Origin.MACHINE}),
    )
    assert findings_of(event, GATED, AT) == [
        Finding(Lack.NO_TEXT),
        Finding(Lack.MISSING, languages=[Language.URDU]),
        Finding(Lack.MACHINE, languages=[Language.TURKISH]),
    ]


def test_only_a_public_event_is_asked_for_gates(ready):
    none = Facts(gates=0)
    assert findings_of(ready(), none, AT) == [Finding(Lack.NO_GATE)]
    assert findings_of(ready(kind=EventKind.COURSE), none, AT) == []


def test_questions_with_doubtful_words_are_found(ready):
    assert findings_of(ready(), Facts(gates=1, questions=2), AT) == [Finding(Lack.QUESTIONS)]


def test_pictures_are_to_be_described_in_the_languages_that_the_event_speaks(ready):
    event = ready(titles=dict.fromkeys((Language.DANISH, Language.TURKISH), "Fest"), bodies={})
    facts = Facts(gates=1, undescribed=frozenset({Language.TURKISH, Language.URDU}))
    assert findings_of(event, facts, AT)[-1] == Finding(Lack.NO_ALT, languages=[Language.TURKISH])


def test_a_place_of_unknown_access_is_named_once(session, ready):
    event = ready(days=(7, 14))
    unknown = [replace(each, access=Access()) for each in event.occasions]
    found = findings_of(replace(event, occasions=unknown), GATED, AT)
    assert found == [Finding(Lack.NO_ACCESS, places=[HOUSE])]
