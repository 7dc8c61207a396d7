"""What a page tells programs about itself: its one address, its languages, its title in brief."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app, url_for

from eventsys.core.text import Language
from eventsys.web.common.languages import language_links

COUNTRIES = {
    Language.DANISH: "da_DK",
    Language.ENGLISH: "en_GB",
    Language.ARABIC: "ar_AR",
    Language.TURKISH: "tr_TR",
    Language.URDU: "ur_PK",
    Language.SOMALI: "so_SO",
}
LONGEST_SUMMARY = 200
ANY = "x-default"


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in another language."""

    language: str
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Sharing:
    """What stands in a page's head for search engines and for those who pass a link on."""

    title: str
    summary: str
    url: str
    picture: str
    locale: str
    locales: Sequence[str]
    alternates: Sequence[Alternate]


def sharing_of(
    title: str, summary: str, query: Mapping[str, Any] | None = None, *, picture: str = ""
) -> Sharing:
    """Tell programs of the page that is being answered; its filters are no page of their own.

    Without a picture of its own it is shared with ours.
    """
    links = language_links(query)
    base = current_app.config["BASE_URL"]
    here = next(link for link in links if link.current)
    others = [COUNTRIES[Language(link.code)] for link in links if not link.current]
    return Sharing(
        title=title,
        summary=shortened(summary),
        url=base + here.url,
        picture=base + (picture or url_for("static", filename="img/share.png")),
        locale=COUNTRIES[Language(here.code)],
        locales=others,
        alternates=[
            *(Alternate(link.code, base + link.url) for link in links),
            Alternate(ANY, base + links[0].url),
        ],
    )


def shortened(text: str) -> str:
    """Give the beginning of a text, whole words of it."""
    line = " ".join(text.split())
    if len(line) <= LONGEST_SUMMARY:
        return line
    return line[:LONGEST_SUMMARY].rpartition(" ")[0] + "…"
