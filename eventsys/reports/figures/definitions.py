"""The definitions of the figures, in Danish and English; one that was printed never changes.

A changed rule is a new definition of the same code with the next version, the day from which it
holds and a sentence that says what is otherwise; the old one stays.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from eventsys.core.text import Language
from eventsys.reports.figures.rules import FigureDefinition, Form

FOUNDED = 2007
SINCE = date(FOUNDED, 1, 1)
OWNER = "TaskForce Integration"


def worded(danish: str, english: str) -> Mapping[Language, str]:
    """Put a definition's texts together."""
    return {Language.DANISH: danish, Language.ENGLISH: english}


def define(
    code: str,
    texts: Mapping[Language, str],
    inputs: Sequence[str],
    exclusions: Sequence[str] = (),
    form: Form = Form.COUNT,
    decimals: int = 0,
) -> FigureDefinition:
    """Define the first version of a figure."""
    return FigureDefinition(
        code=code,
        valid_from=SINCE,
        texts=texts,
        inputs=inputs,
        exclusions=exclusions,
        form=form,
        decimals=decimals,
        owner=OWNER,
    )


DEFINITIONS: Sequence[FigureDefinition] = (
    define(
        "F01",
        worded(
            "Børn, der kom ind mindst én gang til årets fester for børn: med billet og uden.",
            "Children who came in at least once at the year's parties for children, with a ticket "
            "and without.",
        ),
        ("admissions", "lists", "walk-ins"),
        ("adults", "staff", "re-entries", "duplicates", "practice", "undone", "quarantined"),
    ),
    define(
        "F02",
        worded(
            "Besøg ved årets store åbne arrangementer: talt ved indgangene eller skønnet, og "
            "afrundet.",
            "Visits to the year's large open events: counted at the entrances or estimated, "
            "rounded.",
        ),
        ("head-counts",),
        ("superseded", "control-counts", "quarantined"),
        Form.ESTIMATE,
    ),
    define(
        "F03",
        worded(
            "Forskellige integrationsaktører med medarbejdere til stede på workshopper i den "
            "områdebaserede indsats.",
            "Different integration actors whose staff were present at workshops of the area-based "
            "effort.",
        ),
        ("attendance", "workplaces", "actors"),
        ("absent", "merged-names", "other-areas"),
    ),
    define(
        "F04",
        worded(
            "Andel af de relevante besvarelser lige efter workshoppen, der oplever bedre mulighed "
            "for at inddrage og tale med forældre: i høj eller nogen grad.",
            "Share of the relevant answers right after the workshop that see better possibilities "
            "of involving and talking with parents: to a high or some degree.",
        ),
        ("answers",),
        ("blank", "not-relevant", "at-the-exit", "other-areas"),
        Form.PERCENT,
        1,
    ),
    define(
        "F05",
        worded(
            "Andel af de relevante besvarelser ved opfølgningen, der har brugt nye metoder over "
            "for forældre med etnisk minoritetsbaggrund.",
            "Share of the relevant answers at the follow-up that have used new methods with "
            "parents of ethnic minority background.",
        ),
        ("answers",),
        ("blank", "not-relevant", "at-the-exit", "other-areas"),
        Form.PERCENT,
        1,
    ),
    define(
        "F06",
        worded(
            "Svarprocent: medarbejdere, der svarede på mindst ét spørgsmål, ud af dem, der var til "
            "stede og blev spurgt; alle målinger samlet.",
            "Response rate: staff who answered at least one question, of those who were present "
            "and were asked; all waves pooled.",
        ),
        ("answers", "invitations"),
        ("at-the-exit", "other-areas"),
        Form.RATES,
    ),
    define(
        "F07",
        worded(
            "Rådgivninger, talt den dag de først blev givet.",
            "Advice given, counted on the day on which it was first given.",
        ),
        ("advice",),
        ("cancelled", "duplicates", "converted"),
    ),
    define(
        "F08",
        worded(
            "Rekvireringer, talt den dag opgaven blev taget imod.",
            "Requisitions, counted on the day on which the task was accepted.",
        ),
        ("requisitions",),
        ("cancelled", "duplicates"),
    ),
    define(
        "F09",
        worded(
            "Forskellige helhedsplaner med mindst én dateret aktivitet i året.",
            "Different comprehensive plans with at least one dated activity in the year.",
        ),
        ("plan-activities",),
        ("other-years",),
    ),
    define(
        "F10",
        worded(
            "Forskellige områdeløft med mindst én dateret aktivitet i året.",
            "Different urban regenerations with at least one dated activity in the year.",
        ),
        ("plan-activities",),
        ("other-years",),
    ),
    define(
        "F11",
        worded(
            "Titler, der udkom første gang i året.",
            "Titles that were published for the first time in the year.",
        ),
        ("publications",),
        ("drafts", "reprints", "translations"),
    ),
    define(
        "F12",
        worded(
            "Forskellige bydele med arrangementer i den områdebaserede indsats.",
            "Different city districts with events of the area-based effort.",
        ),
        ("events",),
        ("cancelled",),
    ),
    define(
        "F13",
        worded(
            f"Antallet af ad hoc-opgaver er steget hvert år siden {FOUNDED}.",
            f"The number of ad hoc tasks has risen every year since {FOUNDED}.",
        ),
        ("advice", "requisitions", "earlier-figures"),
        (),
        Form.TREND,
    ),
    define(
        "F14",
        worded("Konsulenter, da status blev gjort op.", "Consultants when the status was made."),
        ("indicators",),
    ),
    define(
        "F15",
        worded(
            "Hovedområder i programmet for det kommende år.",
            "Main areas in the programme for the coming year.",
        ),
        ("staff-years",),
    ),
    define(
        "F16",
        worded(
            "Planlagte årsværk i programmet for det kommende år, i halve.",
            "Planned staff-years in the programme for the coming year, in halves.",
        ),
        ("staff-years",),
        (),
        Form.HALVES,
    ),
    define(
        "F17",
        worded(
            "Integrationsbarometeret, som kilden siger det; aldrig beregnet her.",
            "The Integration Barometer as its source tells it; never computed here.",
        ),
        ("indicators",),
        (),
        Form.STATED,
    ),
    define(
        "F18",
        worded(
            "Sagens oplysninger: stiftelsesår, alderskriterium, sagsnumre og mødedato.",
            "The case's particulars: founding year, age criterion, case numbers and meeting date.",
        ),
        ("events",),
        (),
        Form.STATED,
    ),
    define(
        "F19",
        worded("Leverancer i året.", "Deliverables of the year."),
        ("deliverables",),
        ("cancelled",),
    ),
)


def definition_of(code: str, year: int) -> FigureDefinition:
    """Give the definition of a figure that holds at the end of a year, else the first there is."""
    versions = [each for each in DEFINITIONS if each.code == code]
    holding = [each for each in versions if each.valid_from <= date(year, 12, 31)]
    return max(holding or versions[:1], key=lambda each: each.version)


def changes_between(code: str, one: int, other: int) -> Sequence[FigureDefinition]:
    """List the versions of a figure that came after the earlier of two, until the later."""
    first, last = sorted((one, other))
    versions = [each for each in DEFINITIONS if each.code == code]
    return [each for each in versions if first < each.version <= last]


def codes() -> list[str]:
    """List the figures in the order of the paper."""
    return sorted({each.code for each in DEFINITIONS})
