"""The text of an event as its organiser typed it, made into safe HTML."""

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

DEEPEST_HEADING = 3
ALLOWED = {
    *("p", "br", "hr", "ul", "ol", "li", "em", "strong", "a", "blockquote", "code", "pre"),
    *("h2", "h3"),
}

reader = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(
    ["image", "html_inline", "html_block", "code"]
)


def prose(text: str) -> Markup:
    """Read paragraphs, lists, emphasis, links and headings; anything else stays as typed.

    Headings begin at the second level, as the page's own title is the first.
    """
    tokens = reader.parse(text)
    for token in tokens:
        lower_heading(token)
    html = reader.renderer.render(tokens, reader.options, {})
    return Markup(only_allowed(html))  # noqa: S704 -- the markup is ours and escaped


def only_allowed(html: str) -> str:
    """Keep the elements and links that texts may hold, whatever the reader has let through."""
    return nh3.clean(
        html,
        tags=ALLOWED,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="nofollow noopener",
    )


def lower_heading(token: Token) -> None:
    """Move a heading one level down."""
    if token.type in {"heading_open", "heading_close"}:
        token.tag = f"h{min(int(token.tag[1:]) + 1, DEEPEST_HEADING)}"
