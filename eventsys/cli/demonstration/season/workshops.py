"""The workshops of the area-based effort of 2009: who came from where, and what they answered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from eventsys.cli.demonstration.season.facts import (
    EAST,
    HOUR,
    NORTH,
    PLANNED_AT,
    WEST,
    YEAR,
    FactLine,
    event_facts,
    fact,
    occasion_of,
    uuid_of,
)
from eventsys.evaluation.surveys.rules import NO, NOT_RELEVANT, YES

BLANK = ""
WORKSHOPS = 6
LASTS = timedelta(days=14)
AT_ONCE, LATER = f"{YEAR}-at-once", f"{YEAR}-later"
WAVES = {0: AT_ONCE, 3: LATER}
MERGED = 3
AWAY = ("Fraværende A", "Fraværende B")


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One way in which the paper's percentages can have come about; both are invented.

    `people` says how many organisations sent so many people, the others how many gave an answer.
    """

    people: Mapping[int, int]
    at_once: Mapping[str, int]
    later: Mapping[str, int]


READING_A = Reading(
    people={1: 11, 2: 13, 3: 7, 4: 2},
    at_once={"4": 31, "3": 24, "2": 4, "1": 1, NOT_RELEVANT: 3, BLANK: 1},
    later={YES: 44, NO: 7, NOT_RELEVANT: 11, BLANK: 2},
)
"""Each question has relevant respondents of its own: 55 of 60 and 44 of 51."""
ELSEWHERE = {"4": 1, "1": 2}


def workshop_facts(reading: Reading) -> Iterator[FactLine]:
    """Write organisations, questionnaires and workshops; the one in Valby belongs to none of it."""
    number = sum(reading.people.values())
    yield from actor_facts(number)
    yield from questionnaire_facts()
    came = list(people_of(reading))
    answers = {0: list(answers_of(reading.at_once)), 3: list(answers_of(reading.later))}
    for each in range(WORKSHOPS):
        district = (WEST, NORTH)[each % 2]
        there = [*came[each::WORKSHOPS], AWAY[each % 2]]
        slug = f"workshop-{YEAR}-{each + 1}"
        yield from held(slug, each, district, there, counts_as="area-effort")
        for months, given in answers.items():
            yield from wave_facts(slug, each, months, len(there) - 1, given[each::WORKSHOPS])
    yield from elsewhere()


def elsewhere() -> Iterator[FactLine]:
    """Write a workshop in Valby, which is no part of the effort."""
    there = ["Valby A", "Valby A", "Valby A", "Valby B", "Valby B"]
    slug = f"workshop-{YEAR}-valby"
    yield from held(slug, WORKSHOPS, EAST, [*there, AWAY[0]])
    given = list(answers_of(ELSEWHERE))
    yield from wave_facts(slug, WORKSHOPS, 0, len(there), given)


def people_of(reading: Reading) -> Iterator[str]:
    """Name for each person who came where they came from; the last ones wrote another name."""
    sizes = [size for size, number in reading.people.items() for _ in range(number)]
    for number, size in enumerate(sizes):
        first = f"Afdeling {number}" if number >= len(sizes) - MERGED else f"Aktør {number}"
        yield from [first, *(size - 1) * [f"Aktør {number}"]]


def answers_of(given: Mapping[str, int]) -> Iterator[str]:
    """List what was answered."""
    for value, number in given.items():
        yield from number * [value]


def actor_facts(number: int) -> Iterator[FactLine]:
    """Write the organisations; some units are others under another name."""
    for each in range(number):
        yield actor(f"Aktør {each}")
    for each in range(number - MERGED, number):
        merged = {"merged_into": actor_id(f"Aktør {each}"), "merged_at": PLANNED_AT}
        yield actor(f"Afdeling {each}", **merged)
    for name in (*AWAY, "Valby A", "Valby B"):
        yield actor(name)


def actor_id(name: str) -> str:
    """Name an organisation of the year."""
    return f"{YEAR} {name}"


def actor(name: str, **values: object) -> FactLine:
    """Write an organisation."""
    called = {"name": f"{name} ({YEAR}, opdigtet)", "kind": "official"}
    told = {"level": "unit", "created_at": PLANNED_AT, **values}
    return fact("actor", actor_id(name), names=[called], **told)


def questionnaire_facts() -> Iterator[FactLine]:
    """Write what was asked right after, and what was asked months later; both are put away."""
    scale = {"kind": "scale", "positive": ["4", "3"]}
    yes_no = {"kind": "yes-no", "positive": [YES]}
    for survey, title, label, kind in (
        (AT_ONCE, f"Lige efter workshoppen ({YEAR})", "Kan du bedre inddrage forældre?", scale),
        (LATER, f"Tre måneder efter ({YEAR})", "Har du brugt nye metoder?", yes_no),
    ):
        closed = {"created_at": PLANNED_AT, "archived_at": datetime(YEAR + 1, 1, 4, tzinfo=UTC)}
        yield fact("survey", survey, texts={"da": {"title": title}}, **closed)
        version = f"{survey}-1"
        yield fact("survey-version", version, survey=survey, no=1, made_at=PLANNED_AT)
        asked = {"position": 1, "may_be_irrelevant": True, "texts": {"da": {"label": label}}}
        yield fact("question", question_of(survey), version=version, code="rated", **asked, **kind)


def question_of(survey: str) -> str:
    """Name the question of a questionnaire."""
    return f"{survey}-rated"


def held(
    slug: str, number: int, district: str, people: Sequence[str], **values: object
) -> Iterator[FactLine]:
    """Write a workshop; all but the last of those registered came."""
    ended_at = begins(number) + 3 * HOUR
    title = f"Workshop {number + 1} om forældre ({YEAR}, opdigtet)"
    asked = {"asks_workplace": True, "audience": "staff", **values}
    yield from event_facts(slug, title, begins(number), 3, district, kind="workshop", **asked)
    for place, name in enumerate(people):
        person = f"{slug} {place}"
        source = {"language": "da", "source": "demonstration", "created_at": PLANNED_AT}
        yield fact("registration", person, event=slug, **source)
        place_taken = {"registration": person, "position": 1, "category": "adult"}
        known = {"status": "confirmed", "actor": actor_id(name), "ticket": "valid"}
        yield fact("ticket", person, event=slug, **place_taken, **known)
        is_away = place == len(people) - 1
        yield fact(
            "mark",
            uuid_of(f"mark {person}"),
            ticket=person,
            occasion=occasion_of(slug),
            status="stayed-away" if is_away else "came",
            source="list",
            made_at=ended_at,
            received_at=ended_at,
        )


def begins(number: int) -> datetime:
    """Tell when a workshop began: one a month from February on."""
    return datetime.combine(date(YEAR, 2 + number, 9), datetime.min.time(), UTC) + 8 * HOUR


def wave_facts(
    slug: str, number: int, months: int, invited: int, answers: Sequence[str]
) -> Iterator[FactLine]:
    """Write who was asked how often, and what came back."""
    ended_at = begins(number) + 3 * HOUR
    opens_at = ended_at.replace(month=ended_at.month + months)
    wave, survey = f"{YEAR}-{number}-{months}", WAVES[months]
    window = {"opens_at": opens_at, "closes_at": opens_at + LASTS, "invited_at": opens_at}
    yield fact("wave", wave, event=slug, version=f"{survey}-1", months=months, **window)
    for place in range(invited):
        yield fact("invitation", f"{wave}-{place}", wave=wave, answered=place < len(answers))
    for place, value in enumerate(answers):
        given = {question_of(survey): value} if value != BLANK else {}
        yield fact("response", f"{wave}-r{place}", wave=wave, source="link", answers=given)
