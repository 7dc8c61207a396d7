"""Percentages in the reader's language."""

from eventsys.core.numbers import NO_BREAK_SPACE, NOTHING, write_percent
from eventsys.core.text import Language
from eventsys.evaluation.rates.rules import Share
from eventsys.web.common.languages import current_language

__all__ = ["NOTHING", "NO_BREAK_SPACE", "percent_text"]


def percent_text(share: Share, decimals: int, language: Language | None = None) -> str:
    """Write a share as a percentage, as in `91,7 %`; a dash where it is none."""
    return write_percent(share.percent(decimals), language or current_language())
