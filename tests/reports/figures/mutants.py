"""Mistakes that could be made on the way to the figures of 2009, and what each would print.

`MISTAKES` put something in the place of what counts; `OTHER_FACTS` are facts laid down wrongly.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal
from typing import Any

from sqlalchemy import false, select, update
from sqlalchemy.orm import Session

from eventsys.attendance.actors.queries import ActorCount, PresentActor
from eventsys.attendance.earlier.models import EarlierFigure
from eventsys.attendance.passages import queries as passages
from eventsys.attendance.rules import Passage
from eventsys.casework.queries import plan_activities_of_year, tasks_of_year
from eventsys.casework.rules import (
    Exclusion,
    PlanActivityFact,
    PublicationFact,
    PublicationState,
    StaffFact,
    TaskFact,
)
from eventsys.checkin.rules import HeadCountRole
from eventsys.core.numbers import write_count
from eventsys.core.principal import SYSTEM
from eventsys.evaluation.rates import queries as rate_queries
from eventsys.evaluation.rates.rules import Share
from eventsys.events.models import Occasion
from eventsys.people.actors.rules import ActorLevel
from eventsys.registration.affiliations.models import Affiliation
from eventsys.registration.models import Participant, Ticket
from eventsys.registration.rules import Category, ParticipantStatus
from eventsys.reports.figures import making, of_casework, of_events, of_workshops, rules
from eventsys.reports.figures.operations import let_count_as
from eventsys.reports.figures.rules import CountsAs
from tests.reports.year_2009 import PARTY_AT, REPORTED_AT, Base, Row

INVITED, REGISTERED, RELEVANT_AT_ONCE = 11, 12, 10
"""Of each workshop, on average."""
TREND = "Antallet af ad hoc-opgaver er steget hvert år siden 2007."


@dataclass(frozen=True)
class Mistake:
    """What is put in the place of which names, and what the figures would then print."""

    printed: Mapping[str, str]
    patches: Sequence[tuple[Any, str, Any]]


@dataclass(frozen=True)
class OtherFacts:
    """What the phones send, or what is changed in the base, and what would then be printed."""

    printed: Mapping[str, str]
    rows: Callable[[Row], Row | None] = lambda row: row
    change: Callable[[Session, Base], None] = lambda _session, _base: None


def passage(person: int | str, category: Category = Category.CHILD, at: Any = None) -> Passage:
    """Let somebody come in."""
    return Passage(person, at, category, "", PARTY_AT, with_ticket=True)


def also(rows: Sequence[Row], *whys: str) -> tuple[Any, str, Any]:
    """Count each scan of some kinds as somebody who came, beside those who did."""
    more = [passage(each.row.row_id) for each in rows if each.why in whys]
    real = passages.list_admissions_to
    return of_events, "list_admissions_to", lambda session, ids: [*real(session, ids), *more]


def sent_again(session: Session, ids: Sequence[int]) -> list[Passage]:
    """Count 112 of those who came once more, as their scans came in twice."""
    came = list(passages.list_admissions_to(session, ids))
    return [*came, *(replace(each, person=f"again {each.person}") for each in came[:112])]


def confirmed(session: Session, ids: Sequence[int]) -> list[Passage]:
    """Count the tickets of those who hold a place, in the place of who came."""
    people = (
        select(Participant.id)
        .join(Ticket, Ticket.participant_id == Participant.id)
        .where(
            Participant.event_id.in_(ids),
            Participant.status == ParticipantStatus.CONFIRMED,
            Ticket.flags == 0,
        )
    )
    return [passage(each) for each in session.scalars(people)]


def nobody(_session: Session, _ids: Sequence[int]) -> list[Passage]:
    """Count nobody without a ticket."""
    return []


def registered(session: Session, ids: Sequence[int]) -> list[Passage]:
    """Count everybody who registered at the workshops as present."""
    people = select(Participant.id, Occasion.id).join(
        Occasion, Occasion.event_id == Participant.event_id
    )
    rows = session.execute(people.where(Participant.event_id.in_(ids)))
    return [passage(person, Category.ADULT, occasion) for person, occasion in rows]


def typed_names(session: Session, scope: Any, *, at: Any) -> rules.Made:
    """Count the names as they were typed, by whoever registered."""
    names = (
        select(Affiliation.typed)
        .join(Participant, Participant.id == Affiliation.participant_id)
        .where(Participant.event_id.in_(of_workshops.ids_in(scope)))
        .distinct()
    )
    return rules.Made(numerator=len(session.scalars(names).all()))


def people_as_actors(present: Sequence[int], *_: Any) -> ActorCount:
    """Count each person as an actor."""
    actors = [
        PresentActor(actor_id=each, name=str(each), level=ActorLevel.UNIT, people=1)
        for each in present
    ]
    return ActorCount(actors=actors, people=len(present), unknown=0)


def cut_off(share: Share, decimals: int) -> Decimal:
    """Cut a percentage off instead of rounding it."""
    exact = Decimal(100 * share.numerator) / Decimal(share.denominator)
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_DOWN)


def blind_to(ignored: Exclusion) -> property:
    """Tell why a task does not count, but for one reason."""
    real: Any = vars(TaskFact)["exclusion"].fget
    return property(lambda task: None if real(task) is ignored else real(task))


def with_next_year(session: Session, year: int) -> list[TaskFact]:
    """List the tasks of the next year with those of a year."""
    return [*tasks_of_year(session, year), *tasks_of_year(session, year + 1)]


def each_its_own_plan(session: Session, year: int) -> list[PlanActivityFact]:
    """Count the rows, not the plans."""
    return [
        replace(each, plan_id=each.public_id) for each in plan_activities_of_year(session, year)
    ]


def only(place: Any, name: str, mutant: Any, **printed: str) -> Mistake:
    """Make a mistake in one place."""
    return Mistake(printed, [(place, name, mutant)])


def mistakes(rows: Sequence[Row]) -> Mapping[str, Mistake]:
    """List the mistakes in what is counted."""
    relevant, positive = (of_workshops, "relevant_of"), (of_workshops, "positive_of")
    admissions = "list_admissions_to"
    return {
        "all that went in": Mistake({"F01": "771"}, [also(rows, "re-entry")]),
        "duplicates": Mistake({"F01": "733"}, [also(rows, "duplicate")]),
        "tickets": Mistake(
            {"F01": "741"},
            [(of_events, admissions, confirmed), (of_events, "list_walk_ins_to", nobody)],
        ),
        "nobody without a ticket": only(of_events, "list_walk_ins_to", nobody, F01="673"),
        "staff": Mistake({"F01": "738"}, [also(rows, "staff")]),
        "practice": Mistake({"F01": "723"}, [also(rows, "practice")]),
        "practised tallies": only(passages, "is_of_practice", false, F01="723"),
        "taken back": only(passages, "is_taken_back", false, F01="718"),
        "adults": only(of_events, "children_among", list, F01="1.102"),
        "sent twice": only(of_events, admissions, sent_again, F01="826"),
        "not rounded": only(rules, "rounded", int, F02="ca. 9.960"),
        "not said to be estimated": only(rules, "write_estimate", write_count, F02="10.000"),
        "by typed name": only(making, "make_actors", typed_names, F03="38"),
        "by registration": only(of_workshops, admissions, registered, F03="35"),
        "people": only(of_workshops, "actors_among", people_as_actors, F03="66"),
        "of all who answered": only(
            *relevant, lambda counted: counted.responses, F04="85,9 %", F05="68,8 %"
        ),
        "of all who were asked": only(*relevant, lambda _: INVITED, F04="83,3 %", F05="66,7 %"),
        "a blank is relevant": only(
            *relevant,
            lambda counted: counted.responses - counted.not_relevant,
            F04="90,2 %",
            F05="83,0 %",
        ),
        "of those relevant at first": only(*relevant, lambda _: RELEVANT_AT_ONCE, F05="73,3 %"),
        "the highest step alone": only(
            *positive, lambda counted: counted.by_value.get("4", 0), F04="51,7 %"
        ),
        "cut off": only(Share, "percent", cut_off, F04="91,6 %", F05="86,2 %", F06="96 %"),
        "of all who registered": only(
            rate_queries,
            "response_rate",
            lambda answered, _: Share(answered, REGISTERED),
            F06="89 %",
        ),
        "next year's tasks": only(
            of_casework, "tasks_of_year", with_next_year, F07="183", F08="30"
        ),
        "cancelled tasks": only(
            TaskFact, "exclusion", blind_to(Exclusion.CANCELLED), F07="184", F08="31"
        ),
        "logged twice": only(
            TaskFact, "exclusion", blind_to(Exclusion.DUPLICATE), F07="183", F08="30"
        ),
        "counted as both": only(TaskFact, "exclusion", blind_to(Exclusion.CONVERTED), F07="182"),
        "activities": only(
            of_casework, "plan_activities_of_year", each_its_own_plan, F09="11", F10="5"
        ),
        "an ended plan": only(PlanActivityFact, "is_after_end", property(lambda _: False), F09="9"),
        "a draft": only(
            PublicationFact, "is_counted", property(lambda title: title.edition_of is None), F11="6"
        ),
        "a reprint": only(
            PublicationFact,
            "is_counted",
            property(lambda title: title.state is PublicationState.PUBLISHED),
            F11="6",
        ),
        "whole staff-years": only(
            of_casework,
            "write_halves",
            lambda halves: str(int(halves / 2)),
            F16="1 + 1 + 1 + 1 = 5",
        ),
        "rounded staff-years": only(
            of_casework,
            "write_halves",
            lambda halves: str(round(halves / 2)),
            F16="2 + 1 + 1 + 2 = 5",
        ),
        "staff-years as fractions": only(
            of_casework,
            "write_halves",
            lambda halves: str(halves / 2),
            F16="1.5 + 1.0 + 1.0 + 1.5 = 5",
        ),
        "rows as areas": only(StaffFact, "main_area", property(lambda row: row.code), F15="4"),
    }


def without(why: str) -> Callable[[Row], Row | None]:
    """Leave out what some rows tell."""
    return lambda row: None if row.why == why else row


def uncorrected(row: Row) -> Row | None:
    """Keep the mistyped count; the right one never comes."""
    return None if getattr(row.row, "supersedes", None) else row


def not_said_to_correct(row: Row) -> Row:
    """Send the right count without saying that it takes another's place."""
    if getattr(row.row, "supersedes", None):
        return replace(row, row=replace(row.row, supersedes=None, reason=None))
    return row


def control_as_count(row: Row) -> Row:
    """Send the count that was to control another as one of its own."""
    if row.why == "control":
        return replace(row, row=replace(row.row, role=HeadCountRole.SUM))
    return row


def with_valby(session: Session, base: Base) -> None:
    """Count the workshop in Valby as one of the area-based effort."""
    elsewhere = base.workshops.elsewhere
    let_count_as(session, elsewhere, CountsAs.AREA_EFFORT, at=REPORTED_AT, by=SYSTEM)


def as_many_as_before(session: Session, _: Base) -> None:
    """Let the year before have had as much advice."""
    earlier = update(EarlierFigure).where(
        EarlierFigure.year == 2008, EarlierFigure.event_name == "F07"
    )
    session.execute(earlier.values(figure=181))


OTHER_FACTS: Mapping[str, OtherFacts] = {
    "the typo stays": OtherFacts({"F02": "ca. 22.000"}, uncorrected),
    "typo and correction": OtherFacts({"F02": "ca. 23.000"}, not_said_to_correct),
    "the control count": OtherFacts({"F02": "ca. 10.500"}, control_as_count),
    "nobody was taken back": OtherFacts({"F01": "718"}, without("undo")),
    "Valby": OtherFacts(
        {"F03": "35", "F04": "88,9 %", "F06": "94 % / 97 %", "F12": "3"}, change=with_valby
    ),
    "no rise": OtherFacts({"F13": ""}, change=as_many_as_before),
}
