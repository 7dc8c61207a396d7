"""Danish that can be read by those who read it badly: lix below 35 on every page."""

import re

import pytest

from eventsys.events.care.rules import Care, Companions, NeedKind
from eventsys.events.rules import AgeRule
from tests.pages import text_of

HARD = 35
LONG_WORD = 7
ALL = Care(needs=frozenset(NeedKind), photos=True, companions=Companions.COUNTED)
BLOCKS = {"p", "li", "label", "legend"}


def lix(sentences):
    """Compute the readability index: words in a sentence plus the share of long words."""
    words = [word for each in sentences for word in re.findall(r"[^\W\d_]+", each)]
    return len(words) / len(sentences) + 100 * sum(len(w) >= LONG_WORD for w in words) / len(words)


def sentences_of(page):
    """List the sentences that we wrote; dates and what holds other blocks aside."""
    (main,) = page.all("main")
    texts = [text_of(each) for each in main.iter() if each.tag in BLOCKS and is_innermost(each)]
    return [part for text in texts for part in re.split(r"(?<=[.!?:])\s+", text) if part]


def is_innermost(element):
    """Tell whether an element holds words alone."""
    inside = {each.tag for each in element.iter() if each is not element}
    return not inside & (BLOCKS | {"time", "button", "fieldset"})


def test_the_index_is_that_of_the_handbook():
    assert lix(["Katten sidder ved vinduet"]) == 4 + 25


@pytest.mark.parametrize(
    "path",
    ["/subscribe", "/accessibility", "/privacy", "/events/fest/register", "/events/fest/privacy"],
)
def test_a_page_is_easy_to_read(client, publish, path):
    publish(slug="fest", age_rule=AgeRule(2016, 2016), care=ALL)
    assert lix(sentences_of(client.page(f"/da{path}"))) < HARD


def test_a_form_with_errors_and_the_own_page_are_easy_to_read(client, publish, register):
    slug = publish(care=Care(needs=frozenset(NeedKind), photos=True))
    own = register(slug, people=2)
    assert lix(sentences_of(client.page(f"{own}/needs"))) < HARD
    assert lix(sentences_of(client.page(own))) < HARD
    assert lix(sentences_of(client.page(f"{own}/people/1/deregister"))) < HARD
