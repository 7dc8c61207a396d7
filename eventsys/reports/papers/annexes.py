"""What stands at the end of the paper: how figures are counted, their seals, and errata."""

from babel.dates import format_date

from eventsys.core.localtime import to_local
from eventsys.core.numbers import NOTHING
from eventsys.core.text import Language
from eventsys.documents.status import Head, PaperTable, TableRow
from eventsys.reports.figures.rules import FigureDefinition, Form
from eventsys.reports.papers.tables import Desk

SEAL_LETTERS = 16
LOCALES = {Language.DANISH: "da", Language.ENGLISH: "en_GB"}


def definitions_table(desk: Desk) -> PaperTable:
    """Lay out the rules that the figures were made by."""
    words = desk.words
    return PaperTable(
        name=words.definitions,
        caption=words.definitions,
        heads=[
            Head(text=words.code),
            Head(text=words.version, is_number=True),
            Head(text=words.counts, width=3),
            Head(text=words.made_of, width=2),
            Head(text=words.left_out, width=2),
            Head(text=words.written, width=2),
        ],
        rows=[definition_row(desk, each.definition) for each in desk.facts.figures.values()],
        notes=[words.definition_note],
    )


def definition_row(desk: Desk, definition: FigureDefinition) -> TableRow:
    """Write a rule."""
    inputs = desk.words.inputs
    return TableRow(
        cells=[
            desk.text(definition.code),
            desk.count(definition.version),
            desk.text(definition.texts[desk.facts.language]),
            desk.text(", ".join(inputs[each] for each in definition.inputs)),
            desk.text(", ".join(inputs[each] for each in definition.exclusions) or NOTHING),
            desk.text(written_as(desk, definition)),
        ]
    )


def written_as(desk: Desk, definition: FigureDefinition) -> str:
    """Say how a figure is written and rounded."""
    form = desk.words.forms[definition.form]
    if definition.form not in {Form.PERCENT, Form.RATES}:
        return form
    return f"{form}, {desk.words.decimals.format(definition.decimals)}"


def seals_table(desk: Desk) -> PaperTable:
    """Lay out the beginnings of the seals, enough to tell two makings apart."""
    words = desk.words
    return PaperTable(
        name=words.seals,
        caption=words.seals,
        heads=[Head(text=words.code), Head(text=words.seal, width=1)],
        rows=[
            TableRow(cells=[desk.text(each.code), desk.text(each.inputs_hash[:SEAL_LETTERS])])
            for each in desk.facts.figures.values()
        ],
        notes=[words.seal_note],
    )


def errata_table(desk: Desk) -> PaperTable:
    """Lay out what was found after the approval."""
    words, language = desk.words, desk.facts.language
    return PaperTable(
        name=words.errata,
        caption=words.errata,
        heads=[
            Head(text=words.found_on),
            Head(text=words.code),
            Head(text=words.before),
            Head(text=words.after),
            Head(text=words.why, width=1),
        ],
        rows=[
            TableRow(
                cells=[
                    desk.text(
                        format_date(to_local(each.noted_at), "long", locale=LOCALES[language])
                    ),
                    desk.text(each.code),
                    desk.text(each.old.shown[language] or NOTHING),
                    desk.text(each.new.shown[language] or NOTHING),
                    desk.text("; ".join(desk.names.causes(each))),
                ]
            )
            for each in desk.facts.errata
        ],
    )
