"""The report is put together of what was kept, in the order and words of the committee's paper."""

from dataclasses import replace

import pytest

from eventsys.core.text import Language
from eventsys.documents.status import BlockKind
from eventsys.reports.figures.definitions import DEFINITIONS, codes
from eventsys.reports.figures.rules import LANGUAGES, Form, Missing
from eventsys.reports.papers.composing import WORDS, compose
from eventsys.reports.papers.tables import GROUPS
from eventsys.reports.yearly.rules import Chapter, ReportState
from tests.reports.papers.facts import ERRATUM, NAMES, asked, facts_of, figures_of_2009, kept

DANISH = [
    *("Indstilling", "Problemstilling", "Løsning"),
    *("Program for det kommende år", "Økonomi", "Videre proces", "Bilag"),
]
TEXTS = {Chapter.PROBLEM: {Language.DANISH: "For *mange* børn.", Language.ENGLISH: "Too many."}}


def composed(figures=None, language=Language.DANISH, **changes):
    return compose(facts_of(figures, language, **changes), NAMES)


def table_of(paper, caption):
    return next(each for each in paper.tables if each.caption == caption)


def texts_of(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def row_of(paper, code):
    """Give a figure's cells behind its name."""
    return next(
        row.cells[1:]
        for table in paper.tables
        for row in table.rows
        if row.cells[0].text.startswith(f"{code}. ")
    )


def test_the_chapters_are_those_of_a_paper_for_the_committee():
    assert [each.heading for each in composed().chapters] == DANISH


def test_each_figure_of_the_paper_of_2009_is_printed_to_the_digit():
    paper = composed()
    printed = {code: row_of(paper, code)[0].text for code in codes() if code != "F13"}
    assert printed == {
        "F01": "714",
        "F02": "ca. 10.000",
        "F03": "33",
        "F04": "91,7\u00a0%",
        "F05": "86,3\u00a0%",
        "F06": "97\u00a0%",
        "F07": "181",
        "F08": "28",
        "F09": "8",
        "F10": "3",
        "F11": "5",
        "F12": "2",
        "F14": "5",
        "F15": "3",
        "F16": "1½ + 1 + 1 + 1½ = 5",
        "F17": "4 point",
        "F18": "–",
        "F19": "3",
    }


def test_each_figure_has_its_exact_pair_and_the_year_before_beside_it():
    before = figures_of_2009(F04=kept("F04", 1, 2, parts=asked(9, 9, 7, 0, 2, 1)))
    del before["F07"]
    paper = composed(before=before)
    assert [(cell.text, cell.number) for cell in row_of(paper, "F04")] == [
        ("91,7\u00a0%", 91.7),
        ("skjult", None),
        ("55", 55),
        ("60", 60),
    ]
    assert [cell.text for cell in row_of(paper, "F07")] == ["181", "–", "181", "–"]


def test_every_figure_stands_in_one_table():
    assert sorted(code for group in GROUPS.values() for code in group) == codes()


def test_the_trend_is_a_sentence_that_stands_only_where_it_is_true():
    sentence = "Antallet af ad hoc-opgaver er steget hvert år siden 2007."
    assert sentence in table_of(composed(), "Rådgivning og rekvireringer").notes
    untrue = figures_of_2009(F13=kept("F13", 0, parts=figures_of_2009()["F13"].parts))
    paper = composed(untrue)
    assert table_of(paper, "Rådgivning og rekvireringer").notes == []
    unknown = figures_of_2009(F13=kept("F13", missing=Missing.EARLIER_YEARS))
    notes = table_of(composed(unknown), "Rådgivning og rekvireringer").notes
    assert notes == ["F13: no earlier-years"]


def test_a_figure_that_could_not_be_made_says_what_is_missing():
    paper = composed(figures_of_2009(F02=kept("F02", missing=Missing.HEAD_COUNT)))
    assert [cell.text for cell in row_of(paper, "F02")] == ["–", "–", "–", "–"]
    assert table_of(paper, "Store arrangementer").notes == ["F02: no head-count"]


def test_a_share_of_nobody_is_a_dash():
    nobody = kept("F04", 0, 0, parts=asked(9, 9, 9, 0, 0, 0))
    assert [cell.text for cell in row_of(composed(figures_of_2009(F04=nobody)), "F04")] == [
        *("–", "–", "0", "0"),
    ]


def test_a_year_that_was_counted_by_another_rule_is_marked():
    figure = figures_of_2009()["F07"]
    before = {"F07": replace(figure, definition=replace(figure.definition, version=2))}
    notes = table_of(composed(before=before), "Rådgivning og rekvireringer").notes
    assert notes[0] == "F07: året før er talt efter en anden regel."


def test_attendance_stands_with_how_it_was_counted():
    assert texts_of(table_of(composed(), "Fremmøde")) == [
        ["F01", "<admitted>", "673"],
        ["F01", "<walk_ins>", "41"],
        ["F02", "<in>", "9.960"],
    ]


def test_tasks_are_drawn_by_month_with_their_numbers():
    table = table_of(composed(), "Opgaver i hver måned")
    assert texts_of(table) == [["januar 2009", "81", "0"], ["oktober 2009", "100", "28"]]
    assert [each.bars for each in table.rows] == [[632, 0], [781, 218]]
    assert (table.drawn, table.words) == ((1, 2), "Søjlerne viser <advice>, <requisitions>.")


def test_bars_of_nothing_are_none():
    figures = figures_of_2009(F07=kept("F07", 0, parts={"2009-01": 0}), F08=kept("F08", 0))
    table = table_of(composed(figures), "Opgaver i hver måned")
    assert [each.bars for each in table.rows] == [[0, 0]]


def test_tasks_of_each_year_and_districts_are_laid_out():
    paper = composed()
    assert texts_of(table_of(paper, "Opgaver i hvert år")) == [
        ["2007", "92", "11"],
        ["2008", "140", "19"],
        ["2009", "181", "28"],
    ]
    districts = table_of(paper, "Arrangementer i bydelene")
    assert texts_of(districts) == [["Nørrebro", "3"], ["Valby", "1"]]


def test_staff_years_are_halves_with_their_sum():
    table = table_of(composed(), "Årsværk i programmet")
    assert [(row.cells[1].text, row.cells[1].number) for row in table.rows] == [
        *(("1½", 1.5), ("1", 1), ("1", 1), ("1½", 1.5), ("5", 5)),
    ]
    half = kept("F16", 1, 2, parts={"1": "½"})
    rows = table_of(composed(figures_of_2009(F16=half)), "Årsværk i programmet").rows
    assert [(row.cells[1].text, row.cells[1].number) for row in rows] == [("½", 0.5)] * 2


def test_the_year_of_founding_is_a_year_and_no_thousand():
    rows = texts_of(table_of(composed(), "Oplysninger"))
    assert rows[1:] == [["F18", "<founded>", "2007"], ["F18", "<age>", "10"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_annex_says_how_each_figure_is_counted(language):
    paper = composed(figures_of_2009(language), language)
    rows = texts_of(table_of(paper, WORDS[language].definitions))
    assert [row[0] for row in rows] == codes()
    assert [row[2] for row in rows] == [each.texts[language] for each in DEFINITIONS]
    assert all(all(row) for row in rows)


def test_what_is_left_out_and_the_decimals_are_in_the_annex():
    rows = {row[0]: row for row in texts_of(table_of(composed(), "Sådan tælles nøgletallene"))}
    assert rows["F04"][3:] == [
        *("svar", "svar, der er tomme, ikke relevant, spørgsmål ved udgangen, andre områder"),
        "procent, decimaler: 1",
    ]
    assert rows["F16"][4:] == ["–", "hele og halve"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_figures_are_made_of_has_a_name_in_each_language(language):
    used = {name for each in DEFINITIONS for name in (*each.inputs, *each.exclusions)}
    assert set(WORDS[language].inputs) == used
    assert set(WORDS[language].forms) == set(Form)


@pytest.mark.parametrize(
    ("state", "sign"),
    [
        (ReportState.DRAFT, "Udkast"),
        (ReportState.CHECKED, "Udkast"),
        (ReportState.APPROVED, ""),
    ],
)
def test_the_report_is_signed_as_a_draft_until_it_is_approved(state, sign):
    paper = composed(state=state)
    assert paper.sign == sign
    assert paper.lines == ["Gjort op 15. januar 2010.", WORDS[Language.DANISH].states[state]]


def test_what_was_written_for_a_chapter_stands_in_it_in_the_papers_language():
    english = composed(figures_of_2009(Language.ENGLISH), Language.ENGLISH, texts=TEXTS)
    assert [each.text for each in english.chapters[1].blocks] == ["Too many."]
    danish = composed(texts=TEXTS).chapters
    assert [each.text for each in danish[1].blocks] == ["For mange børn."]
    assert [each.text for each in danish[0].blocks] == ["Der er ikke skrevet noget her endnu."]
    assert danish[2].blocks == []


def test_a_chapters_items_go_together():
    texts = {Chapter.PROBLEM: {Language.DANISH: "Et:\n\n- to\n- tre\n\nfire"}}
    runs = composed(texts=texts).chapters[1].runs
    assert [[each.kind for each in run] for run in runs] == [
        [BlockKind.PARAGRAPH],
        [BlockKind.ITEM, BlockKind.ITEM],
        [BlockKind.PARAGRAPH],
    ]


def test_errata_stand_last_and_only_where_there_are_some():
    assert [each for each in composed().tables if each.caption == "Rettelser"] == []
    table = composed(errata=[ERRATUM]).tables[-1]
    assert texts_of(table) == [["1. marts 2010", "F01", "714", "715", "1 late from Nord 1"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_year_without_figures_says_so_in_every_table(language):
    paper = composed({}, language)
    counted = [each for each in paper.tables if not each.rows]
    assert len(counted) >= 12
    nothing = WORDS[language].nothing
    assert {tuple(each.notes) for each in counted[:-2]} == {(nothing,)}


def test_the_same_facts_are_the_same_paper():
    assert composed(texts=TEXTS) == composed(texts=TEXTS)
