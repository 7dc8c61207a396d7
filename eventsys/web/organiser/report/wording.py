"""The words for what figures are made of, and for the facts that they lack."""

from eventsys.reports.figures.rules import CountsAs, Missing
from eventsys.web.common.words import _


def part_name(name: str) -> str:
    """Name a part; months, districts and rows of the programme have names of their own."""
    words = {**words_of_people(), **words_of_work()}
    year, _dash, rest = name.partition("-")
    if rest in words and year.isdigit():
        return f"{year}, {words[rest]}"
    return words.get(name, name)


def words_of_people() -> dict[str, str]:
    """Name the parts of figures about people."""
    return {
        "admitted": _("came in with a ticket"),
        "walk_ins": _("came in without a ticket"),
        "in": _("counted as they came in"),
        "present": _("the most people at once"),
        "estimate": _("estimated"),
        "gates": _("counted at the gates"),
        "people": _("people who were present"),
        "unknown": _("of them without a known workplace"),
        "invited": _("asked"),
        "answered": _("answered"),
        "not_relevant": _("not relevant to them"),
        "blank": _("left blank"),
        "relevant": _("relevant answers"),
        "positive": _("positive answers"),
        "answered_at_once": _("answered right after"),
        "invited_at_once": _("asked right after"),
        "answered_later": _("answered at the follow-up"),
        "invited_later": _("asked at the follow-up"),
    }


def words_of_work() -> dict[str, str]:
    """Name the parts of figures about the casework and the programme."""
    return {
        "advice": _("advice"),
        "requisitions": _("requisitions"),
        "activities": _("activities"),
        "rows": _("rows in the programme"),
        "staff-years": _("staff-years"),
        "months": _("months after the event"),
        "founded": _("year of founding"),
        "age": _("age of the children"),
        "report": _("reports"),
        "handbook": _("handbooks"),
        "article": _("articles"),
        "leaflet": _("leaflets"),
        "other": _("other titles"),
        "project": _("projects"),
        "workshop-concept": _("workshop concepts"),
        "study": _("studies"),
    }


def missing_words(missing: Missing) -> str:
    """Say which fact a figure lacks."""
    return {
        Missing.EVENT: _("No event is marked that counts here."),
        Missing.HEAD_COUNT: _("Nobody was counted at the events."),
        Missing.ONE_METHOD: _("The events were counted in different ways."),
        Missing.ATTENDANCE: _("Nobody is noted as present."),
        Missing.WORKPLACES: _("Nobody's workplace is known."),
        Missing.WAVE: _("No questions after the events are over."),
        Missing.QUESTION: _("Several questions could be meant."),
        Missing.ADVICE: _("Nothing was written down about advice."),
        Missing.EARLIER_YEARS: _("The numbers of earlier years are not all known."),
        Missing.STAFF_YEARS: _("The coming year has no programme yet."),
        Missing.CONSULTANTS: _("The number of consultants is not written down."),
        Missing.INDICATOR: _("No number of others is written down."),
        Missing.CASE_NUMBERS: _("The case has no numbers yet."),
    }[missing]


def counts_as_words(counts_as: CountsAs) -> str:
    """Say what an event counts as."""
    return {
        CountsAs.CHILDREN: _("Party for children"),
        CountsAs.VISITORS: _("Open event"),
        CountsAs.AREA_EFFORT: _("Area-based effort"),
    }[counts_as]
