"""The year 2009 as the team lived it: every fact comes in by a page or by the API.

Only the totals of `WHOLE` are the paper's; every split, and all of `SHORT`, is invented.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from eventsys.casework.models import AdhocTask
from eventsys.checkin.practice.queries import list_practice
from eventsys.checkin.practice.rules import PracticeKind
from eventsys.core.db import transaction
from eventsys.evaluation.surveys.rules import NO, NOT_RELEVANT, YES
from eventsys.evaluation.waves.invites.operations import keep_wave
from eventsys.evaluation.waves.invites.queries import survey_token_of
from eventsys.evaluation.waves.models import SurveyInvite, SurveyWave
from eventsys.evaluation.waves.queries import exit_token_of
from eventsys.events.models import Event
from eventsys.events.queries import get_event
from tests.evaluation.golden import AT_ONCE, ATTENDEES, BLANK, LATER, ON_PAPER
from tests.reports.office import EVENTS, Office
from tests.reports.year_2009 import (
    ADVICE,
    CROWD,
    EARLIER,
    INVITED_AT,
    ISSUED,
    LEFT,
    PARTY_AT,
    REQUISITIONS,
    STAFF,
    Codes,
    Crowd,
)

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DISTRICTS = ("Brønshøj-Husum", "Nørrebro")
PARTY, OPEN_DAY, OTHER = "10aar-2009", "intdag-2009", "en-anden-fest"
CAME, AWAY = "came", "stayed-away"
CASEWORK, SURVEYS = "/organiser/casework/", "/organiser/surveys/"
WRITTEN_AT = datetime(2010, 1, 4, 9, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Season:
    """How much of everything there is in a year; what must not count is always there."""

    crowd: Crowd
    issued: int
    left: int
    staff: int
    workshops: int
    attendees: Mapping[int, int]
    aliases: int
    at_once: Sequence[str]
    later: Sequence[str]
    advice: Sequence[int]
    requisitions: Sequence[int]
    earlier: Mapping[int, tuple[int, int]]
    plans: Mapping[str, tuple[int, int]]
    titles: int


WHOLE = Season(
    crowd=CROWD,
    issued=ISSUED,
    left=LEFT,
    staff=STAFF,
    workshops=6,
    attendees=ATTENDEES,
    aliases=3,
    at_once=AT_ONCE,
    later=LATER,
    advice=ADVICE,
    requisitions=REQUISITIONS,
    earlier=EARLIER,
    plans={"comprehensive-plan": (8, 11), "urban-regeneration": (3, 5)},
    titles=5,
)
SHORT = Season(
    crowd=Crowd(
        admitted={"Nord": 12, "Syd": 9},
        walk_ins={"Nord": 3, "Syd": 2},
        heads={"A": (100, 250), "B": (210, 330)},
        at_other=3,
        at_same=2,
        again=4,
        practice=2,
        refused=2,
        undone=1,
        adults=6,
        practised=2,
    ),
    issued=29,
    left=4,
    staff=3,
    workshops=2,
    attendees={1: 3, 2: 2},
    aliases=1,
    at_once=["4", "4", "3", "2", NOT_RELEVANT, BLANK],
    later=[YES, YES, NO, NOT_RELEVANT, YES],
    advice=(2, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1),
    requisitions=(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
    earlier={2007: (1, 1), 2008: (2, 1)},
    plans={"comprehensive-plan": (3, 4), "urban-regeneration": (2, 3)},
    titles=2,
)


@dataclass
class Year:
    """A year under way: what was planned so far, and the diary of what is still to be done."""

    office: Office
    season: Season
    surveys: dict[int, str] = field(default_factory=dict)
    diary: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    codes: Codes | None = None

    def note(self, at: datetime, act: Callable[[], None]) -> None:
        """Write into the diary what is to be done when."""
        self.diary.append((at, len(self.diary), act))

    def live(self) -> Codes:
        """Do all that is to be done, each at its time, until the casework is written down."""
        self.note(datetime(2009, 1, 5, 8, tzinfo=UTC), self.begin)
        self.note(datetime(2009, 1, 20, 11, tzinfo=UTC), self.convert)
        self.note(INVITED_AT, self.invite)
        self.note(WRITTEN_AT, self.write_down)
        while self.diary:
            at, _, act = first = min(self.diary, key=lambda each: each[:2])
            self.diary.remove(first)
            self.office.go_to(at)
            act()
        assert self.codes is not None
        return self.codes

    def begin(self) -> None:
        """Register the organisations, write the questionnaires and announce the workshops."""
        names = self.register_actors()
        for months, title, kind in ((0, "Lige efter", "scale"), (3, "Efter tre måneder", "yes-no")):
            made = self.office.submit(f"{SURVEYS}new", {"text_da-title": title}, "survey")
            home = str(made.location)
            for typed in (
                {"kind": kind, "text_da-label": "Nytter det?", "may_be_irrelevant": "y"},
                {"kind": "text", "text_da-label": "Hvad ellers?"},
            ):
                self.office.submit(f"{home}questions/new", typed, "question")
            self.surveys[months] = title
        number = self.season.workshops
        for each in range(number):
            people = [*names[each::number], f"Fraværende {each % 2}"]
            asked = self.season.at_once[each::number], self.season.later[each::number]
            self.hold(each, DISTRICTS[each % 2], people, asked)
        elsewhere = [*3 * ["Valby A"], *2 * ["Valby B"], "Fraværende 0"]
        self.hold(number, "Valby", elsewhere, (["4", "1", "1"], []))

    def register_actors(self) -> list[str]:
        """Add the organisations and merge the aliases; give a name for each person who comes."""
        sizes = [size for size, number in self.season.attendees.items() for _ in range(number)]
        names = [f"Organisation {number}" for number in range(len(sizes))]
        people = [name for name, size in zip(names, sizes, strict=True) for _ in range(size)]
        pages = {
            each: self.add_actor(each)
            for each in (*names, "Fraværende 0", "Fraværende 1", "Valby A", "Valby B")
        }
        for name in names[len(names) - self.season.aliases :]:
            alias = name.replace("Organisation", "Afdeling")
            into = pages[name].rpartition("/")[2]
            self.office.submit(f"{self.add_actor(alias)}/merge", {"into": into}, "merge")
            people[people.index(name)] = alias
        return people

    def add_actor(self, name: str) -> str:
        """Add an organisation; give its page."""
        typed = {"name": name, "level": "unit", "valid_from": "2001-01-01"}
        return str(self.office.submit("/organiser/actors/new", typed, "actor").location)

    def hold(
        self, number: int, district: str, people: Sequence[str], asked: Sequence[Sequence[str]]
    ) -> None:
        """Announce a workshop, let people register, and note what will come of it."""
        slug, begins = f"workshop-{number}", datetime(2009, 2 + number, 8, 9, tzinfo=UTC)
        ends = begins + 3 * HOUR
        place = {"venue": f"Salen i {district}", "district": district}
        days = {"starts_at": begins.isoformat(), "ends_at": ends.isoformat(), **place}
        counts_as = None if district == "Valby" else "area-effort"
        more = {"kind": "workshop", "capacity": 40, "asks_workplace": True}
        self.office.announce(slug, days, counts_as=counts_as, **more)
        for place_no, name in enumerate(people):
            self.office.apply(slug, name, place_no)

        def came() -> None:
            self.office.tick(slug, [*[CAME] * (len(people) - 1), AWAY])

        self.note(ends + HOUR, came)
        for months, values in zip((0, 3), asked, strict=True):
            if values:
                self.ask(slug, ends, months, values)

    def ask(self, slug: str, ends: datetime, months: int, values: Sequence[str]) -> None:
        """Note that people are asked, right after or some months later."""
        later = ends.replace(month=ends.month + months)

        def plan() -> None:
            path = f"{EVENTS}/{slug}/evaluation/new/{months}"
            chosen = self.version_of(path, self.surveys[months])
            self.office.submit(path, {"version": chosen}, "wave")

        self.note(ends + 2 * HOUR, plan)
        self.note(later + DAY, lambda: self.answer(slug, months, values))

    def version_of(self, path: str, title: str) -> str:
        """Find a questionnaire among those that can be chosen."""
        options = self.office.browser.page(path).all("option")
        return next(str(each.get("value")) for each in options if title in (each.text or ""))

    def answer(self, slug: str, months: int, values: Sequence[str]) -> None:
        """Ask those who came; some answer on paper, some at the exit, all others by their link."""
        with self.office.app.app_context(), transaction() as session:
            event = get_event(session, slug)
            wave = session.scalars(
                select(SurveyWave).filter_by(event_id=event.id, months=months)
            ).one()
            keep_wave(session, wave.id, at=self.office.hand.at)  # the worker's part
            found = select(SurveyInvite).filter_by(wave_id=wave.id)
            links = [survey_token_of(each) for each in session.scalars(found)]
            wave_id, at_exit = wave.id, exit_token_of(wave)
        paper = f"{EVENTS}/{slug}/evaluation/{wave_id}/paper"
        for value in values[:ON_PAPER]:
            self.office.submit(paper, sheet_of(value), "paper")
        for token, value in zip(links, values[ON_PAPER:], strict=False):
            self.answer_at(f"/da/surveys/{token}", value)
        for _ in range(months == 0):
            self.answer_at(f"/da/surveys/exit/{at_exit}", "1")

    def answer_at(self, path: str, value: str) -> None:
        """Answer as a citizen does."""
        answer = self.office.citizen.submit(path, dict(sheet_of(value)), form="survey")
        assert answer.status_code == 303, answer.text

    def invite(self) -> None:
        """Announce the two large days and one that is neither; register everybody; pair phones."""
        office, season = self.office, self.season
        day = {"starts_at": PARTY_AT.isoformat(), "ends_at": (PARTY_AT + 4 * HOUR).isoformat()}
        day |= {"venue": "Parken ved søen", "district": "Nørrebro"}
        age = {"audience": "children", "age_rule": {"from": 1999, "to": 1999}}
        gates = {"gates": ["Nord", "Syd"]}
        office.announce(PARTY, day, counts_as="children", capacity=1000, **age, **gates)
        office.announce(OPEN_DAY, day, counts_as="visitors", registration=None)
        office.announce(OTHER, day, **gates)
        child = {"category": "child", "birth_year": 1999}
        leaving = office.register(PARTY, season.left, "leaving", **child)
        staying = office.register(PARTY, season.issued - season.left, "staying", **child)
        passes = office.register(PARTY, season.staff, "staff", **child)
        office.make_staff(PARTY, season.staff)
        foreign = office.register(OTHER, 3)
        for own, _ in leaving:
            gone = office.citizen.submit(f"{own}/deregister", {})
            assert gone.status_code == 303, gone.text
        office.submit(f"{EVENTS}/{PARTY}/rehearsal", {}, "begin")
        self.codes = Codes(
            codes=codes_in(staying),
            left=codes_in(leaving),
            staff=codes_in(passes),
            practice=self.practice_code(),
            foreign=codes_in(foreign),
        )
        for gate in ("Nord", "Syd"):
            office.pair(PARTY, gate, gate=gate)
        for post in season.crowd.heads:
            office.pair(OPEN_DAY, post, role="count")

    def practice_code(self) -> str:
        """Read the code of a practice ticket that is valid off its paper."""
        with self.office.app.app_context(), transaction() as session:
            party = session.scalars(select(Event).filter_by(slug=PARTY)).one()
            made = list_practice(session, party)
            return next(each.codes.code for each in made if each.kind is PracticeKind.VALID)

    def convert(self) -> None:
        """Log advice that becomes a requisition the same day: the first one of January."""
        self.log("advice", date(2009, 1, 20))
        self.office.submit(f"{CASEWORK}{self.newest_task()}", {}, "convert")

    def log(self, kind: str, day: date, requester: str = "Skolen") -> None:
        """Log a task in a line."""
        typed = {"kind": kind, "done_on": day.isoformat(), "requester": requester}
        self.office.submit(f"{CASEWORK}new", typed, "task")

    def newest_task(self) -> int:
        """Tell which task was logged last."""
        with self.office.app.app_context(), transaction() as session:
            newest = select(AdhocTask.id).order_by(AdhocTask.id.desc()).limit(1)
            return session.scalars(newest).one()

    def write_down(self) -> None:
        """Write the casework of the year down, with all that must not count."""
        season = self.season
        first = {"advice": 0, "requisition": 1}
        for kind, numbers in (("advice", season.advice), ("requisition", season.requisitions)):
            for month, number in enumerate(numbers, start=1):
                for place in range(first[kind] * (month == 1), number):
                    self.log(kind, date(2009, month, place + 1), f"Enhed {place}")
            last = date(2009, 12, numbers[-1]), f"Enhed {numbers[-1] - 1}"
            self.make_noise(kind, last, self.newest_task())
        write_records(self.office, season)

    def make_noise(self, kind: str, last: tuple[date, str], kept: int) -> None:
        """Log what is of another year, what is withdrawn, and the last task of the year again."""
        for place in range(2):
            self.log(kind, date(2010, 1, 1 + place), "Næste år")
        for place in range(3):
            self.log(kind, date(2009, 4, 4), f"Fortrudt {place}")
            self.office.submit(f"{CASEWORK}{self.newest_task()}", {}, "cancel")
        for _ in range(2):
            self.log(kind, *last)
            twice = f"{CASEWORK}{self.newest_task()}"
            self.office.submit(twice, {}, f"duplicate-{kept}")


def codes_in(made: Sequence[tuple[str, Sequence[str]]]) -> list[str]:
    """Give the codes of registrations."""
    return [code for _, codes in made for code in codes]


def sheet_of(value: str) -> dict[str, object]:
    """Answer the question; who leaves it blank says something in their own words."""
    if value == BLANK:
        return {"answers-hvad_ellers": "Ved ikke rigtigt."}
    return {"answers-nytter_det": value}


def write_records(office: Office, season: Season) -> None:
    """Write plans, titles, the programme and the numbers of others down by their forms."""
    for each in records_of(season):
        kind, typed = each
        office.submit(f"{CASEWORK}{kind}/new", typed, "fact")
    for year, numbers in season.earlier.items():
        for code, number in zip(("F07", "F08"), numbers, strict=True):
            typed = {"year": str(year), "event": code, "figure": str(number)}
            typed |= {"counts": "opgaver", "source": "Opfundet"}
            save_earlier(office, typed)


def save_earlier(office: Office, typed: Mapping[str, object]) -> None:
    """Write a figure of an earlier year down."""
    office.submit("/organiser/earlier/new", typed, "earlier-figure")


def records_of(season: Season) -> Iterator[tuple[str, dict[str, object]]]:
    """List the facts of the year as they are typed; ids are those of the order they come in."""
    plan_id = 0
    for kind, (plans, activities) in season.plans.items():
        for each in range(plans):
            yield "plans", {"kind": kind, "title": f"{kind} {each}"}
        for each in range(activities):
            work = {"held_on": date(2009, 1 + each, 2).isoformat(), "role": "Sparring"}
            yield "activities", {"plan_id": str(plan_id + each % plans + 1), **work}
        plan_id += plans
    yield from titles_of(season)
    for code, years in (("1.a", "1½"), ("1.b", "1"), ("2", "1"), ("3", "1½")):
        row = {"programme_year": "2010", "code": code, "staff_years": years}
        yield "staff", {**row, "title": f"Område {code}"}
    yield "consultants", {"year": "2010", "consultants": "5"}
    yield (
        "indicators",
        {
            "title": "Integrationsbarometer: indflydelse",
            "source": "Integrationsbarometer",
            "year": "2009",
            "period": "forår 2009",
            "value": "4",
            "unit": "point",
        },
    )
    kinds = ("project", "workshop-concept", "study")
    for kind, status in [*((each, "delivered") for each in kinds), ("study", "dropped")]:
        yield "deliverables", {"kind": kind, "title": kind, "status": status, "year": "2009"}


def titles_of(season: Season) -> Iterator[tuple[str, dict[str, object]]]:
    """List what was published, with a draft, a reprint and a title of the next year."""
    book: dict[str, Any] = {"kind": "handbook", "state": "published", "edition_of_id": ""}

    def dated(title: str, day: date, **changes: object) -> tuple[str, dict[str, object]]:
        return "publications", {
            **book,
            "title": title,
            "first_published_on": day.isoformat(),
            **changes,
        }

    yield dated("Gammel", date(2008, 5, 5))
    for each in range(season.titles):
        yield dated(f"Titel {each}", date(2009, 2 + each, 1))
    yield dated("Kladde", date(2009, 5, 5), state="draft")
    yield dated("Genoptryk", date(2009, 6, 6), edition_of_id="1")
    yield dated("Til næste år", date(2010, 1, 1))
