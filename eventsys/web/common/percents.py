"""Percentages as people read them: the one place where an exact share becomes text."""

from eventsys.core.text import Language
from eventsys.evaluation.rates.rules import Share
from eventsys.web.common.languages import current_language

NO_BREAK_SPACE = "\u00a0"
NOTHING = "–"
PATTERNS = {
    Language.DANISH: f"{{}}{NO_BREAK_SPACE}%",
    Language.TURKISH: "%{}",
}
PATTERN = "{}%"
WITH_COMMA = {Language.DANISH, Language.TURKISH}


def percent_text(share: Share, decimals: int, language: Language | None = None) -> str:
    """Write a share as a percentage, as in `91,7 %`; a dash where it is none."""
    percent = share.percent(decimals)
    if percent is None:
        return NOTHING
    written_in = language or current_language()
    number = str(percent)
    if written_in in WITH_COMMA:
        number = number.replace(".", ",")
    return PATTERNS.get(written_in, PATTERN).format(number)
