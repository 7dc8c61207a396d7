"""The text of an event as plain text, for calendars and programs that show no markup."""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

reader = MarkdownIt("commonmark", {"html": False})
ENDS = {"paragraph_close", "heading_close", "bullet_list_close", "ordered_list_close"}


def plain_text(markdown: str) -> str:
    """Read what an organiser typed and leave the words, list marks and the links' addresses."""
    parts: list[str] = []
    for token in reader.parse(markdown):
        if token.type == "list_item_open":
            parts.append("- ")
        elif token.type == "inline":
            parts.append(words_of(token.children or []) + "\n")
        elif token.type in {"fence", "code_block"}:
            parts.append(token.content + "\n")
        elif token.type in ENDS and not token.hidden:
            parts.append("\n")
    return re.sub(r"\n{3,}", "\n\n", "".join(parts)).strip()


def words_of(tokens: Sequence[Token]) -> str:
    """Join the words of a line; a link's address follows its words."""
    parts: list[str] = []
    addresses: list[str] = []
    for token in tokens:
        if token.type == "link_open":
            addresses.append(str(token.attrs["href"]))
        elif token.type == "link_close":
            address = addresses.pop()
            parts.append("" if parts[-1:] == [address] else f" ({address})")
        else:
            parts.append("\n" if token.type.endswith("break") else token.content)
    return "".join(parts)
