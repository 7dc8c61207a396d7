"""How much fits into one text message, and what is said in it."""

from collections.abc import Sequence

from eventsys.core.text import Language

GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_TWICE = frozenset("^{}\\[~]|€")
LONGEST_GSM = 160
LONGEST_UCS = 70
WORDLESS = frozenset({Language.ARABIC, Language.URDU})
"""Languages of which so little fits that only link and reference are sent."""
PLAIN_TURKISH = str.maketrans("şŞğĞıİçâîû", "sSgGiIcaiu")
ELLIPSIS = "..."


def text_of(words: str, references: Sequence[str], links: Sequence[str], language: Language) -> str:
    """Say in one text message what it is about, how to find it again, and where it is.

    The words are shortened until all fits; where they cannot be, link and reference stand alone.
    """
    end = "\n".join([*references, *links])
    if language in WORDLESS:
        return end
    plain = words.translate(PLAIN_TURKISH) if language is Language.TURKISH else words
    while not fits(f"{plain}\n{end}"):
        shorter = plain.removesuffix(ELLIPSIS)[:-1].rstrip()
        if len(shorter) < len(ELLIPSIS):
            return end
        plain = shorter + ELLIPSIS
    return f"{plain}\n{end}"


def fits(text: str) -> bool:
    """Tell whether a text goes out as one message."""
    if set(text) <= GSM | GSM_TWICE:
        return len(text) + sum(character in GSM_TWICE for character in text) <= LONGEST_GSM
    return len(text.encode("utf-16-be")) // 2 <= LONGEST_UCS
