"""The Markdown that people wrote for a chapter, as pieces of text without markup."""

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from eventsys.documents.status import Block, BlockKind

reader = MarkdownIt("commonmark", {"html": False}).disable(["image", "html_inline", "html_block"])


def blocks_of(markdown: str) -> list[Block]:
    """Read paragraphs, lists and headings; emphasis leaves its words, a link its address too."""
    tokens = reader.parse(markdown)
    return [
        Block(kind=kind_of(tokens, place), text=text)
        for place, text in texts_in(tokens)
        if text.strip()
    ]


def texts_in(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """Find what has words, with its place."""
    for place, token in enumerate(tokens):
        if token.type == "inline":
            yield place, words_of(token.children or [])
        elif token.type in {"fence", "code_block"}:
            yield place, token.content


def kind_of(tokens: Sequence[Token], place: int) -> BlockKind:
    """Tell what a text is by what was opened before it."""
    opened = [each.type for each in tokens[max(place - 2, 0) : place]]
    if opened[-1:] == ["heading_open"]:
        return BlockKind.HEADING
    is_item = opened == ["list_item_open", "paragraph_open"]
    return BlockKind.ITEM if is_item else BlockKind.PARAGRAPH


def words_of(tokens: Sequence[Token]) -> str:
    """Join the words of a text; a link's address follows its words."""
    parts: list[str] = []
    addresses: list[str] = []
    for token in tokens:
        if token.type == "link_open":
            addresses.append(str(token.attrs["href"]))
        elif token.type == "link_close":
            address = addresses.pop()
            parts.append("" if parts[-1:] == [address] else f" ({address})")
        else:
            parts.append(" " if token.type.endswith("break") else token.content)
    return "".join(parts)
