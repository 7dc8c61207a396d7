"""Each page of the back office says in a sentence what it is for."""

import re

from eventsys.core.text import Language
from eventsys.web.common.languages import speaking
from eventsys.web.organiser import explaining
from tests.house.tree import TEMPLATES

OFFICE = TEMPLATES / "organiser"
SENTENCE = re.compile(
    r"<p(?: class=\"(?:prose|lead|hint|measure|muted)[^\"]*\")?(?:\s+id=\"about\")?>\s*"
    r"(?:\{%-? if [^%]*%\}\s*)?\{\{-? *(?:_|ngettext)\("
)
OWN_WORDS = {"attendance/board", "imports/index", "lists/shell", "records/index"}
"""The board shows large numbers to a hall; each kind of list that is read in, and of facts of the
casework, has its own sentence; the list without a connection is `lists/show`."""


def said():
    """Name the pages for which the frame of an event has a sentence."""
    with speaking(Language.ENGLISH):
        parts = (
            *explaining.about_people(),
            *explaining.about_the_day(),
            *explaining.about_the_rest(),
            *explaining.about_below(),
        )
    return {part.replace(".", "/") for part in parts}


def mute_pages(folder=OFFICE):
    """List the pages that do not say what they are for."""
    pages = {
        path.relative_to(folder).with_suffix("").as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("[!_]*.html")
    }
    return {name for name, text in pages.items() if not SENTENCE.search(text)} - said() - OWN_WORDS


def test_every_page_says_what_it_is_for(in_app):
    assert mute_pages() == set()


def test_every_sentence_is_on_a_page_that_there_is(app, in_app):
    views = {name.removeprefix("organiser.").replace(".", "/") for name in app.view_functions}
    assert said() - views == set()


def test_control_a_page_without_a_sentence_is_found(in_app, tmp_path):
    (tmp_path / "mute.html").write_text("<h1>{{ _('Mute') }}</h1><p>{{ button(_('Save')) }}</p>")
    (tmp_path / "telling.html").write_text('<p class="lead">{{ _("It is for this.") }}</p>')
    assert mute_pages(tmp_path) == {"mute"}
