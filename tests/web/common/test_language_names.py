import pytest

from eventsys.core.text import Language
from eventsys.web.common.language_names import list_languages, name_language

SPOKEN = {Language.SOMALI, Language.DANISH, Language.TURKISH}


@pytest.mark.parametrize(
    ("reader", "words"),
    [
        (Language.DANISH, "dansk, tyrkisk og somali"),
        (Language.ENGLISH, "Danish, Turkish and Somali"),
        (Language.ARABIC, "الدانمركية والتركية والصومالية"),
        (Language.TURKISH, "Danca, Türkçe ve Somalice"),
        (Language.URDU, "ڈینش، ترکی، اور صومالی"),
        (Language.SOMALI, "Deenish, Turki iyo Soomaali"),
    ],
)
def test_languages_are_listed_as_each_reader_lists_things(reader, words):
    assert list_languages(SPOKEN, reader) == words


@pytest.mark.parametrize("reader", list(Language))
def test_every_language_has_a_name_of_its_own(reader):
    assert len({name_language(each, reader) for each in Language}) == len(Language)
