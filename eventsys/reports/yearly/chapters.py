"""The committee's paper as it begins each year: what stands in a new report's chapters.

Like the definitions of the figures these texts are a part of the paper, in its two languages.
"""

from collections.abc import Mapping

from eventsys.core.text import Language
from eventsys.reports.figures.definitions import OWNER
from eventsys.reports.yearly.rules import Chapter, Texts

HEADS: Texts = {
    Chapter.RECOMMENDATION: {Language.DANISH: "Indstilling", Language.ENGLISH: "Recommendation"},
    Chapter.PROBLEM: {Language.DANISH: "Problemstilling", Language.ENGLISH: "The problem"},
    Chapter.SOLUTION: {Language.DANISH: "Løsning", Language.ENGLISH: "The solution"},
    Chapter.PROGRAMME: {
        Language.DANISH: "Program for det kommende år",
        Language.ENGLISH: "Programme for the coming year",
    },
    Chapter.FINANCES: {Language.DANISH: "Økonomi", Language.ENGLISH: "Finances"},
    Chapter.NEXT_STEPS: {Language.DANISH: "Videre proces", Language.ENGLISH: "Next steps"},
    Chapter.ANNEXES: {Language.DANISH: "Bilag", Language.ENGLISH: "Annexes"},
}
"""What each chapter is called in the paper."""

RECOMMENDED: Mapping[Language, str] = {
    Language.DANISH: (
        "Forvaltningen indstiller, at udvalget\n\n"
        "1. tager status for {team} i {year} til efterretning,\n"
        "2. godkender programmet for {next_year}."
    ),
    Language.ENGLISH: (
        "The administration recommends that the committee\n\n"
        "1. takes note of the status of {team} for {year},\n"
        "2. approves the programme for {next_year}."
    ),
}


def first_texts(year: int) -> Texts:
    """Give the texts with which a year's report begins: what is decided is the same each year."""
    told = {"team": OWNER, "year": year, "next_year": year + 1}
    recommended = {language: text.format(**told) for language, text in RECOMMENDED.items()}
    return {Chapter.RECOMMENDATION: recommended}
