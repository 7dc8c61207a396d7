"""Exact numbers as people read them: the one place where digits get their signs."""

from decimal import Decimal

from eventsys.core.text import Language

NO_BREAK_SPACE = "\u00a0"
NOTHING = "–"
"""Stands where there is no number."""
PERCENT_PATTERNS = {Language.DANISH: f"{{}}{NO_BREAK_SPACE}%", Language.TURKISH: "%{}"}
PERCENT_PATTERN = "{}%"
WITH_COMMA = {Language.DANISH, Language.TURKISH}
APPROXIMATE = {Language.DANISH: "ca. {}"}
APPROXIMATELY = "approx. {}"
HALF = "½"


def write_percent(percent: Decimal | None, language: Language) -> str:
    """Write a percentage with the decimals it has, as in `91,7 %`; a dash where it is none."""
    if percent is None:
        return NOTHING
    number = str(percent)
    if language in WITH_COMMA:
        number = number.replace(".", ",")
    return PERCENT_PATTERNS.get(language, PERCENT_PATTERN).format(number)


def write_count(number: int, language: Language) -> str:
    """Write a whole number with a sign between the thousands, as in `10.000`."""
    grouped = f"{number:,}"
    return grouped.replace(",", ".") if language in WITH_COMMA else grouped


def write_estimate(number: int, language: Language) -> str:
    """Write a whole number that is not exact, as in `ca. 10.000`."""
    pattern = APPROXIMATE.get(language, APPROXIMATELY)
    return pattern.format(write_count(number, language))


def write_halves(halves: int) -> str:
    """Write a number of halves as wholes and at most one half, as in `1½`."""
    wholes, rest = divmod(halves, 2)
    return f"{wholes or ''}{HALF if rest else ''}" or "0"
