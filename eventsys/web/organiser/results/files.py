"""A wave's results as a file for a spreadsheet and as a paper: what the page says."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from eventsys.core.text import Language
from eventsys.documents.results import BarRow, BarTable, ResultPaper
from eventsys.evaluation.rates.results import QuestionResult, WaveResults
from eventsys.evaluation.rates.rules import Share, Told
from eventsys.exchange.danish_csv import Cell, csv_lines
from eventsys.web.common.percents import percent_text
from eventsys.web.common.surveys.words import value_words
from eventsys.web.common.words import _
from eventsys.web.organiser.results.wording import (
    RATE_DECIMALS,
    SHARE_DECIMALS,
    AnswerRow,
    AnswerTable,
    QuestionView,
    ResultsView,
    outside_name,
    plain,
    small_numbers_note,
)


def head() -> tuple[str, ...]:
    """Name the file's columns."""
    return (
        _("Question"),
        _("Answered by"),
        _("Answer"),
        _("Positive"),
        _("Number"),
        _("Of"),
        _("Share"),
    )


def result_lines(results: WaveResults, language: Language) -> Iterator[bytes]:
    """Write a wave's results: who answered, then each answer with the whole it is a part of."""
    return csv_lines(head(), result_cells(results, language))


def result_cells(results: WaveResults, language: Language) -> Iterator[Sequence[Cell]]:
    """Write the lines' cells."""
    asked, at_exit = _("those who were asked"), _("the code at the exit")
    yield [_("response rate"), asked, None, None, *cells_of(results.rate, RATE_DECIMALS)]
    for result in results.questions:
        if result.question.is_text:
            continue
        yield from question_cells(result, asked, result.told, language)
        if results.at_exit:
            yield from question_cells(result, at_exit, result.at_exit, language)


def question_cells(
    result: QuestionResult, source: str, told: Told | None, language: Language
) -> Iterator[Sequence[Cell]]:
    """Write how a question was answered; one line that says so where it is hidden."""
    question, hidden = result.question, _("hidden")
    label = question.worded(language).label
    if told is None:
        yield [label, source, None, None, hidden, None, None]
        return
    whole = told.share.denominator
    if question.has_rate:
        yield [label, source, _("positive together"), 1, *cells_of(told.share, SHARE_DECIMALS)]
    for value, number in told.by_value.items():
        cells = (
            [hidden, whole, None]
            if number is None
            else cells_of(Share(number, whole), SHARE_DECIMALS)
        )
        name = value_words(question, value, language)
        yield [label, source, name, int(value in question.positive), *cells]
    for value, number in told.outside.items():
        shown = hidden if number is None else number
        yield [label, source, outside_name(value), 0, shown, None, None]


def cells_of(share: Share, decimals: int) -> list[Cell]:
    """Write a share: part, whole and percentage."""
    return [share.numerator, share.denominator, percent_text(share, decimals)]


def paper_of(
    view: ResultsView, event: str, sender: str, language: Language, *, at: datetime
) -> ResultPaper:
    """Lay a wave's results out as a paper."""
    exit_heading = _("Answers by the code at the exit")
    return ResultPaper(
        title=event,
        lines=[f"{view.when} · {view.title}"],
        sender=sender,
        language=language.value,
        figures=[
            (_("were asked"), str(view.invited)),
            (_("answered"), str(view.answered)),
            (_("response rate"), view.rate),
        ],
        tables=[
            *(bar_table(each, plain(each.label)) for each in view.questions),
            *(bar_table(each, f"{exit_heading}: {plain(each.label)}") for each in view.at_exit),
        ],
        foot=small_numbers_note(),
        made_at=at,
    )


def bar_table(view: QuestionView, heading: str) -> BarTable:
    """Lay out how one question was answered."""
    table = view.table
    has_rate = table is not None and table.percent != ""
    return BarTable(
        heading=heading,
        figure=table.percent if table else "",
        lines=[plain(line) for line in (table.parts, table.meaning)] if table and has_rate else [],
        head=(_("Answer"), _("Number"), _("Share")),
        rows=list(bar_rows(table)) if table else [],
        note=view.note,
    )


def bar_rows(table: AnswerTable) -> Iterator[BarRow]:
    """Lay out the answers: those within the whole, the whole, and what is outside."""
    whole = AnswerRow(name=_("The question applies"), number=str(table.relevant))
    for row in (*table.inner, whole, *table.outer):
        yield BarRow(
            name=plain(row.name),
            cells=(row.number, row.percent),
            bar=row.bar,
            is_strong=row.is_strong,
        )
