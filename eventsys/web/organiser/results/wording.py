"""The results of one wave in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from eventsys.core.text import Language
from eventsys.evaluation.rates.results import OwnWords, QuestionResult, WaveResults
from eventsys.evaluation.rates.rules import BLANK, Share, Told
from eventsys.evaluation.surveys.rules import AskedQuestion
from eventsys.web.common.apart import set_apart
from eventsys.web.common.percents import percent_text
from eventsys.web.common.surveys.words import (
    fixed_words,
    value_apart,
    value_words,
)
from eventsys.web.common.words import _, listed, ngettext

RATE_DECIMALS = 0
SHARE_DECIMALS = 1
Words = str | Markup


@dataclass(frozen=True, kw_only=True)
class AnswerRow:
    """One answer: how many gave it, and how long its bar is, in thousandths of the whole.

    Where the number is hidden there is no bar, and `number` says so. A bar is strong where the
    answer counts as positive, or none of the answers does.
    """

    name: Words
    number: str
    percent: str = ""
    bar: int | None = None
    is_strong: bool = False


@dataclass(frozen=True, kw_only=True)
class AnswerTable:
    """How a question was answered; `percent` is empty where it has no rate.

    `inner` are the answers of those to whom it applies, so many as `relevant` says; `outer` is
    what the others did.
    """

    percent: str
    parts: str
    meaning: str
    inner: Sequence[AnswerRow]
    relevant: int
    outer: Sequence[AnswerRow]


@dataclass(frozen=True, kw_only=True)
class QuestionView:
    """A question and its answers; where they are hidden the note says why."""

    label: Words
    table: AnswerTable | None
    note: str


@dataclass(frozen=True, kw_only=True)
class ResultsView:
    """The results of a wave in words."""

    title: str
    when: str
    questionnaire: Words
    rate: str
    answered: int
    invited: int
    is_too_many: bool
    is_closed: bool
    questions: Sequence[QuestionView]
    at_exit: Sequence[QuestionView]
    answered_at_exit: int
    has_own_words: bool


@dataclass(frozen=True, kw_only=True)
class WordsView:
    """What people wrote to a question; None where it is hidden."""

    label: Words
    texts: Sequence[str] | None
    at_exit: Sequence[str] | None


def view_of(results: WaveResults, language: Language) -> ResultsView:
    """Put a wave's results into words."""
    questionnaire = results.questionnaire
    own = questionnaire.language_in(language)
    asked = [each for each in results.questions if not each.question.is_text]
    return ResultsView(
        title=questionnaire.worded(language).title,
        when=time_name(results.measured.months),
        questionnaire=set_apart(questionnaire.worded(language).title, own, language),
        rate=percent_text(results.rate, RATE_DECIMALS),
        answered=results.rate.numerator,
        invited=results.rate.denominator,
        is_too_many=results.rate.numerator > results.rate.denominator,
        is_closed=results.is_closed,
        questions=[question_view(each, each.told, language) for each in asked],
        at_exit=[question_view(each, each.at_exit, language) for each in asked]
        if results.at_exit
        else [],
        answered_at_exit=results.at_exit,
        has_own_words=any(each.is_text for each in questionnaire.questions),
    )


def question_view(result: QuestionResult, told: Told | None, language: Language) -> QuestionView:
    """Put a question's answers into words."""
    question = result.question
    return QuestionView(
        label=label_of(question, language),
        table=None if told is None else table_of(question, told, language),
        note="" if told else hidden_note(),
    )


def plain(words: Words) -> str:
    """Give words without the marks that set them apart on a page."""
    return words.striptags() if isinstance(words, Markup) else words


def label_of(question: AskedQuestion, language: Language) -> Words:
    """Give a question in the reader's language, set apart where it has none."""
    return set_apart(question.worded(language).label, question.language_in(language), language)


def table_of(question: AskedQuestion, told: Told, language: Language) -> AnswerTable:
    """Put the answers that are told into rows."""
    share = told.share
    return AnswerTable(
        percent=percent_text(share, SHARE_DECIMALS) if question.has_rate else "",
        parts=parts_of(share),
        meaning=meaning_of(question, language),
        inner=list(inner_rows(question, told, language)),
        relevant=share.denominator,
        outer=[
            AnswerRow(name=outside_name(value), number=shown(number))
            for value, number in told.outside.items()
        ],
    )


def inner_rows(question: AskedQuestion, told: Told, language: Language) -> Iterator[AnswerRow]:
    """List the answers that make up the whole."""
    for value, number in told.by_value.items():
        share = None if number is None else Share(number, told.share.denominator)
        yield AnswerRow(
            name=value_apart(question, value, language),
            number=shown(number),
            percent="" if share is None else percent_text(share, SHARE_DECIMALS),
            bar=None if share is None else bar_of(share),
            is_strong=value in question.positive or not question.has_rate,
        )


def shown(number: int | None) -> str:
    """Write a number, or that it is hidden."""
    return _("hidden") if number is None else str(number)


def outside_name(value: str) -> str:
    """Name what is no answer to the question itself."""
    return _("Left blank") if value == BLANK else fixed_words(value)


def hidden_note() -> str:
    """Say why a question's answers are not there."""
    return _(
        "Not shown: fewer than five people answered, here or in what this could be compared with."
    )


def small_numbers_note() -> str:
    """Say why single numbers are not there."""
    return _("Numbers below five are hidden, with one more where that would tell them.")


def bar_of(share: Share) -> int | None:
    """Tell how long a share's bar is, in thousandths; None where it is no share."""
    percent = share.percent(1)
    return None if percent is None else int(percent * 10)


def parts_of(share: Share) -> str:
    """Say a share as the pair that it is made of."""
    return _(
        "%(part)d of the %(whole)d to whom the question applies",
        part=share.numerator,
        whole=share.denominator,
    )


def meaning_of(question: AskedQuestion, language: Language) -> str:
    """Say which answers count as positive."""
    positive = [value for value in question.scored if value in question.positive]
    names = [value_words(question, value, language) for value in positive]
    return _("Counted as positive: %(answers)s.", answers=listed(names)) if names else ""


def time_name(months: int) -> str:
    """Name when people were asked."""
    if not months:
        return _("Right after the event")
    return ngettext("%(num)d month after the event", "%(num)d months after the event", months)


def words_view(words: OwnWords, language: Language) -> WordsView:
    """Put what people wrote under its question."""
    return WordsView(
        label=label_of(words.question, language), texts=words.texts, at_exit=words.at_exit
    )
