"""The status report put together as a paper, of facts alone."""

from collections.abc import Mapping

from babel.dates import format_date

from eventsys.core.localtime import to_local
from eventsys.core.text import Language
from eventsys.documents.status import Block, BlockKind, PaperChapter, PaperTable, StatusPaper
from eventsys.reports.figures.definitions import OWNER
from eventsys.reports.papers.annexes import (
    LOCALES,
    definitions_table,
    errata_table,
    seals_table,
)
from eventsys.reports.papers.danish import DANISH
from eventsys.reports.papers.english import ENGLISH
from eventsys.reports.papers.hiding import hidden_in
from eventsys.reports.papers.narrative import blocks_of
from eventsys.reports.papers.rules import PaperNames, ReportFacts
from eventsys.reports.papers.tables import (
    Desk,
    districts_table,
    figure_table,
    months_table,
    parts_table,
    staff_table,
    years_table,
)
from eventsys.reports.papers.words import Words
from eventsys.reports.yearly.rules import Chapter, ReportState

WORDS: Mapping[Language, Words] = {Language.DANISH: DANISH, Language.ENGLISH: ENGLISH}


def compose(facts: ReportFacts, names: PaperNames) -> StatusPaper:
    """Put the report together in its language; a draft says so on every page."""
    words = WORDS[facts.language]
    desk = Desk(
        facts=facts,
        names=names,
        words=words,
        hidden=hidden_in(facts.figures),
        hidden_before=hidden_in(facts.before),
    )
    made_on = format_date(to_local(facts.made_at), "long", locale=LOCALES[facts.language])
    return StatusPaper(
        title=words.title.format(facts.year),
        sender=OWNER,
        language=facts.language.value,
        lines=[words.made.format(made_on), words.states[facts.state], *desk.remarks],
        sign=sign_of(facts, words),
        contents=words.contents,
        page=words.page,
        as_number=words.as_number,
        chapters=[chapter_of(desk, each) for each in Chapter],
        made_at=facts.made_at,
    )


def sign_of(facts: ReportFacts, words: Words) -> str:
    """Say what every page must say: that it is a draft, or that its numbers are invented."""
    draft = [] if facts.state is ReportState.APPROVED else [words.draft]
    return " · ".join([*draft, *([words.invented_sign] if facts.is_invented else [])])


def chapter_of(desk: Desk, chapter: Chapter) -> PaperChapter:
    """Write a chapter; where nobody wrote anything and nothing is counted, it says so."""
    tables = tables_of(desk)[chapter]
    written = blocks_of(desk.facts.texts.get(chapter, {}).get(desk.facts.language, ""))
    unwritten = Block(kind=BlockKind.PARAGRAPH, text=desk.words.unwritten)
    return PaperChapter(
        heading=desk.words.chapters[chapter],
        blocks=written or ([] if tables else [unwritten]),
        tables=tables,
    )


def tables_of(desk: Desk) -> Mapping[Chapter, list[PaperTable]]:
    """Say which tables stand in which chapter."""
    words, has_errata = desk.words, bool(desk.facts.errata)
    return {
        Chapter.RECOMMENDATION: [],
        Chapter.PROBLEM: [],
        Chapter.SOLUTION: [
            *(figure_table(desk, each) for each in ("events", "effort", "tasks", "plans")),
            parts_table(desk, ("F01", "F02"), words.counted, words.counted_how),
            parts_table(desk, ("F03", "F04", "F05", "F06"), words.asked, words.asked_how),
            districts_table(desk),
            months_table(desk),
            years_table(desk),
            parts_table(desk, ("F09", "F10", "F11", "F19"), words.kinds, words.kind),
        ],
        Chapter.PROGRAMME: [figure_table(desk, "programme"), staff_table(desk)],
        Chapter.FINANCES: [],
        Chapter.NEXT_STEPS: [],
        Chapter.ANNEXES: [
            figure_table(desk, "sources"),
            parts_table(desk, ("F17", "F18"), words.particulars, words.kind),
            definitions_table(desk),
            seals_table(desk),
            *([errata_table(desk)] if has_errata else []),
        ],
    }
