import pytest
from flask import render_template_string

from eventsys.core.text import Language
from eventsys.web.common.words import _, listed, ngettext


@pytest.fixture
def in_language(app):
    return lambda language: app.test_request_context(f"/{language}/")


def test_a_value_that_reads_the_other_way_is_kept_apart(in_language):
    with in_language(Language.ARABIC):
        assert _("Gate: %(name)s.", name="3 B") == "المدخل: \u20683 B\u2069."
        assert _("Gate: %(name)s.", name="الشمالي") == "المدخل: الشمالي."
        assert _("Gate: %(name)s.", name=7) == "المدخل: 7."
    with in_language(Language.DANISH):
        assert _("Gate: %(name)s.", name="3 B") == "Indgang: 3 B."
        assert _("Gate: %(name)s.", name="علی") == "Indgang: \u2068علی\u2069."


@pytest.mark.parametrize("value", ["12 34 56 78", "+45 12345678", "2016-2018"])
def test_groups_of_digits_stay_in_their_order(in_language, value):
    with in_language(Language.URDU):
        assert _("Gate: %(name)s.", name=value) == f"گیٹ: \u2068{value}\u2069۔"


def test_a_template_keeps_values_apart_and_escapes_them(in_language):
    with in_language(Language.ARABIC):
        said = render_template_string("{{ _('Gate: %(name)s.', name=name) }}", name="A<b>")
        assert said == "المدخل: \u2068A&lt;b&gt;\u2069."
        marked = "{{ _('Gate: %(name)s.', name='<b>A</b>' | safe) }}"
        assert render_template_string(marked) == "المدخل: \u2068<b>A</b>\u2069."


def test_a_template_counts_in_the_language(in_language):
    source = "{{ ngettext('%(num)d person', '%(num)d people', 2) }}"
    with in_language(Language.ARABIC):
        assert render_template_string(source) == "شخصان"
        assert ngettext("%(num)d person", "%(num)d people", 11) == "11 شخصًا"


@pytest.mark.parametrize(
    ("language", "words"),
    [(Language.DANISH, "a, b og c"), (Language.ARABIC, "a وb وc"), (Language.URDU, "a، b، اور c")],
)
def test_words_are_listed_as_the_language_does(in_language, language, words):
    with in_language(language):
        assert listed(["a", "b", "c"]) == words
        assert listed(["a"]) == "a"
        assert listed([]) == ""
