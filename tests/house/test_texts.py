"""Every text for people goes through gettext and stands, whole, in all languages."""

from gettext import c2py

import pytest
from babel.messages.catalog import Message

from eventsys.core.text import Language
from tests.house.tree import TEMPLATES, modules, parse, place
from tests.tools.bare_text import asked_of_gettext, bare_texts_of, labels_of
from tests.tools.catalogues import extract, lacks_of, texts_of
from tests.tools.translations import Plural, faults_of, forms_of

# What templates may say outside gettext, and why.
UNTRANSLATED = {
    "ABCD-EFGH": "a reference as it looks in every language",
    "København": "the name on the city's sign",
    "js/gate/count.js": "the address of a script",
    "js/gate/main.js": "the address of a script",
    **{each.own_name: "a language's name in itself" for each in Language},
}
BUTTON_CLASSES = {"danger", "quiet", "second", "small"}
TWO = Plural(forms=2, form_of=c2py("n != 1"))
SIX = Plural(
    forms=6,
    form_of=c2py(
        "n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=0 && n%100<=2 ? 4 : 5"
    ),
)
PEOPLE = ("%(num)d person", "%(num)d people")


def may_stand(text):
    """Tell whether a text of a template needs no translation."""
    return text in UNTRANSLATED or set(text.split()) <= BUTTON_CLASSES


def faults(english, danish, translated, language=Language.ARABIC, plural=SIX):
    """List the faults of one translation."""
    message = Message(english, translated, flags=["python-format"] if "%(" in str(english) else [])
    return list(faults_of(message, danish, language, plural))


@pytest.mark.parametrize("language", list(Language))
def test_every_text_stands_whole_in_each_language(language):
    assert list(lacks_of(language, extract())) == []


@pytest.mark.parametrize(
    ("english", "danish", "translated", "fault"),
    [
        ("Name", "Navn", "Name", "'Name' reads as in another language"),
        ("Name", "Navn", "Navn", "'Navn' reads as in another language"),
        ("Gate %(name)s", "", "المدخل", "'المدخل' has lost a placeholder: ['%(name)s']"),
        ("Gate {name}", "", "المدخل", "'المدخل' has lost a placeholder: ['{name}']"),
        ("<b>Name</b>", "", "<b>الاسم", "'<b>الاسم' has other tags"),
        ("Name", "", " الاسم", "' الاسم' has other blanks at its ends, or other lines"),
        (
            "Write your name.",
            "",
            "اكتب اسمك",
            "… is a sentence where its English is none, or the other way round",
        ),
        ("Who?", "", "من?", "… has a Latin comma, semicolon or question mark"),
        ("Name", "", "\u200fالاسم", "… holds a mark of direction"),
        (PEOPLE, "", ("%(num)d شخص",) * 2, "has 2 forms, not 6"),
        (PEOPLE, "", ("%(num)d شخص",) * 6, "tells only 1 of its forms apart"),
    ],
)
def test_a_faulty_translation_is_found(english, danish, translated, fault):
    assert faults(english, danish, translated) == [fault.replace("…", repr(translated))]


def test_a_placeholder_that_nobody_fills_is_found():
    assert "'%(nam)s' has a placeholder of its own: ['%(nam)s']" in faults(
        "%(name)s", "", "%(nam)s"
    )


def test_a_form_for_one_number_may_leave_the_number_out_and_no_other_may():
    arabic = ("لا أحد", "شخص واحد", "شخصان", "%(num)d أشخاص", "%(num)d شخص", "%(num)d شخصًا")
    assert faults(PEOPLE, "", arabic) == []
    assert faults(PEOPLE, "", ("bir kişi", "kişiler"), Language.TURKISH, TWO) == [
        "'kişiler' has lost a placeholder: ['%(num)d']"
    ]


def test_a_hundred_is_not_counted_as_eleven():
    arabic = ("لا أحد", "شخص واحد", "شخصان", "%(num)d أشخاص", "%(num)d شخصًا", "%(num)d شخص")
    assert faults(PEOPLE, "", arabic) == [
        "counts a hundred as eleven: Babel has the form for 100 before that for 11"
    ]


def test_a_word_that_two_languages_share_is_listed_with_its_reason():
    assert faults("Status", None, "Status", Language.DANISH, TWO) == []


def test_every_text_of_the_code_reaches_the_catalogues():
    known = {text for each in texts_of(extract()) for text in forms_of(each.id)}
    lost = [
        f"{place(path, line)}: {text!r}: no f-string, no variable"
        for path in modules("eventsys")
        for text, line in asked_of_gettext(parse(path))
        if text not in known
    ]
    assert lost == []


@pytest.mark.parametrize(
    "path",
    [path for path in sorted(TEMPLATES.rglob("*.*")) if path.suffix in {".html", ".txt", ".xml"}],
    ids=lambda path: str(path.relative_to(TEMPLATES)),
)
def test_no_template_says_anything_outside_gettext(path):
    said = bare_texts_of(path.read_text(encoding="utf-8"), is_page=path.suffix != ".txt")
    assert [text for text in said if not may_stand(text)] == []


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("<p>Hello {{ name }} there</p>", ["Hello there"]),
        ('<img alt="A picture">', ["A picture"]),
        ('<button class="quiet small" type="submit">{{ _("Save") }}</button>', []),
        ('{{ button("Save", "quiet") }}', ["Save"]),
        ('{{ "go back" if name else _("Save") }}', ["go back"]),
        ('{% set shape = "<path d=1/><title>Arrow</title>" %}', ["Arrow"]),
        ("{% trans %}Hello{% endtrans %}<style>p{color:red}</style>", []),
    ],
)
def test_a_text_outside_gettext_is_found(source, said):
    assert bare_texts_of(source, is_page=True) == said


def test_no_field_is_labelled_outside_gettext():
    found = [
        f"{place(path, line)}: {label!r}"
        for path in modules("eventsys/web")
        for label, line in labels_of(parse(path))
    ]
    assert found == []


def test_a_field_that_is_labelled_outside_gettext_is_found(tmp_path):
    path = tmp_path / "form.py"
    path.write_text('name = LineField("Name", size=3)\nage = NumberField(_l("Age"))\n')
    assert list(labels_of(parse(path))) == [("Name", 1)]
