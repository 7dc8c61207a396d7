"""What the team did besides in 2009: advice, plans, publications, and the coming programme."""

from collections.abc import Iterator
from datetime import date
from itertools import chain

from eventsys.cli.demonstration.season.facts import YEAR, FactLine, fact, spread

ADVICE = (11, 13, 16, 14, 17, 15, 9, 14, 19, 20, 18, 15)
REQUISITIONS = (1, 2, 3, 2, 3, 2, 1, 2, 3, 4, 3, 2)
EARLIER = {2007: (92, 11), 2008: (140, 19)}
DAY_OF = {"advice": "given_on", "requisition": "accepted_on"}
NEXT_YEAR, CANCELLED, TWICE = 2, 3, 2
PLANS = {"comprehensive-plan": (8, 11), "urban-regeneration": (3, 5)}
TITLES = 5
PROGRAMME = {"1.a": 3, "1.b": 2, "2": 2, "3": 3}
CONSULTANTS = 5
DELIVERED = {"project": "Fra Sport til Job", "workshop-concept": "Workshop", "study": "Barrierer"}


def casework_facts() -> Iterator[FactLine]:
    """Write all that was done at the desk."""
    yield from task_facts()
    for year, numbers in EARLIER.items():
        for code, number in zip(("F07", "F08"), numbers, strict=True):
            told = {"event_name": code, "counts": "opgaver", "source": "Opdigtet"}
            yield fact("earlier-figure", f"{code}-{year}", year=year, figure=number, **told)
    yield from plan_facts()
    yield from title_facts()
    yield from programme_facts()


def task(kind: str, name: str, day: date, **values: object) -> FactLine:
    """Write a task that was solved on a day."""
    told = {"unit": "Opdigtet enhed", "topic": "Opdigtet opgave", "status": "solved", **values}
    dated = {"received_on": day, DAY_OF[kind]: day}
    return fact("task", f"{YEAR}-{kind[0]}-{name}", kind=kind, **dated, **told)


def task_facts() -> Iterator[FactLine]:
    """Write advice and requisitions, and what is left out of both on purpose."""
    for kind, numbers in (("advice", ADVICE), ("requisition", REQUISITIONS)):
        for place, day in enumerate(spread(numbers)):
            yield task(kind, str(place), day)
        for place in range(NEXT_YEAR):
            yield task(kind, f"next-{place}", date(YEAR + 1, 1, 1 + place))
        for place in range(CANCELLED):
            yield task(kind, f"cancelled-{place}", date(YEAR, 4, 4), status="cancelled")
        for place in range(TWICE):
            first = f"{YEAR}-{kind[0]}-0"
            yield task(kind, f"twice-{place}", date(YEAR, 3, 3), duplicate_of=first)
    yield task("advice", "grown", date(YEAR, 1, 20), converted_to=f"{YEAR}-r-0")


def plan_facts() -> Iterator[FactLine]:
    """Write plans and the work on them; one had ended the year before."""
    for kind, (plans, activities) in PLANS.items():
        for each in range(plans):
            title = f"Opdigtet plan {each + 1}"
            yield fact("plan", plan_of(kind, each), kind=kind, title=title)
        for each in range(activities):
            work = {"held_on": date(YEAR, each + 1, 2), "role": "Sparring"}
            name = f"{plan_of(kind, each)}-work"
            yield fact("plan-activity", name, plan=plan_of(kind, each % plans), **work)
    ended = f"{YEAR}-ended"
    about = {"kind": "comprehensive-plan", "title": "Opdigtet plan, der er slut"}
    yield fact("plan", ended, ended_on=date(YEAR - 1, 12, 31), **about)
    work = {"held_on": date(YEAR, 1, 2), "role": "Afslutning"}
    yield fact("plan-activity", f"{ended}-work", plan=ended, **work)


def plan_of(kind: str, number: int) -> str:
    """Name a plan; the name is short, for it is one of an installation."""
    return f"{YEAR}-{kind[0]}-{number}"


def title_facts() -> Iterator[FactLine]:
    """Write what was published, and what is not counted: a draft, a reprint, a later title."""
    for each in range(TITLES):
        yield title(f"{each + 1}", date(YEAR, 2 + each, 1))
    yield title("draft", date(YEAR, 5, 5), state="draft")
    yield title("old", date(YEAR - 1, 5, 5))
    yield title("reprint", date(YEAR, 6, 6), edition_of=f"{YEAR}-t-old")
    yield title("next", date(YEAR + 1, 1, 1))


def title(name: str, day: date, **values: object) -> FactLine:
    """Write a title."""
    told = {"title": f"Opdigtet håndbog {name}", "kind": "handbook", "state": "published"}
    return fact("publication", f"{YEAR}-t-{name}", first_published_on=day, **(told | values))


def programme_facts() -> Iterator[FactLine]:
    """Write the programme of the coming year, what others found, and what was delivered."""
    for code, halves in PROGRAMME.items():
        row = {"programme_year": YEAR + 1, "code": code, "half_years": halves}
        yield fact("staff-years", f"{YEAR}-s-{code}", title=f"Hovedområde {code}", **row)
    team = {"year": YEAR + 1, "consultants": CONSULTANTS}
    yield fact("consultants", f"{YEAR}-team", **team)
    found = {"title": "Integrationsbarometer: indflydelse", "source": "Integrationsbarometer"}
    when = {"year": YEAR, "period": f"forår {YEAR}", "value": "4", "unit": "point"}
    yield fact("indicator", f"{YEAR}-barometer", **found, **when)
    done = dict.fromkeys(DELIVERED.items(), "delivered")
    dropped = {("study", "Droppet"): "dropped"}
    for place, ((kind, name), status) in enumerate(chain(done.items(), dropped.items())):
        told = {"kind": kind, "title": name, "status": status, "year": YEAR}
        yield fact("deliverable", f"{YEAR}-d-{place}", **told)
