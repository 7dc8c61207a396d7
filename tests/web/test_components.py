"""The macros that pages are made of, with nothing around them but their arguments."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    Form,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)

from eventsys.web.organiser.paging import PageLink
from tests.pages import Page

TEMPLATES = Path(__file__).parents[2] / "templates"

FRAME = (
    '<!doctype html><html lang="da" dir="ltr"><head><title>t</title></head><body><h1>h</h1>'
    '<form method="post">\n{}</form></body></html>'
)


class SampleForm(Form):
    """A field of each kind."""

    name = StringField("Navn")
    secret = PasswordField("Kode")
    about = TextAreaField("Om")
    district = SelectField("Bydel", choices=[("n", "Nørrebro"), ("v", "Valby")])
    channel = RadioField("Kanal", choices=[("email", "E-mail"), ("none", "Ingen")])
    agreed = BooleanField("Ja tak")


@pytest.fixture(scope="session")
def components():
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_null_translations(newstyle=True)
    return environment


@pytest.fixture
def show(components):
    """Render a macro's call as a page that keeps the house's rules."""

    def rendered(file: str, names: str, call: str, **context: object) -> Page:
        source = f'{{% from "components/{file}.html" import {names} %}}{call}'
        page = Page(FRAME.format(components.from_string(source).render(**context)))
        assert page.faults() == []
        return page

    return rendered


def test_a_field_shows_what_was_typed_with_its_label_and_hint(show):
    form = SampleForm(MultiDict({"name": 'Amina "A" <b>'}))
    page = show("forms", "field", '{{ field(form.name, hint="Kort", width="w8") }}', form=form)
    assert page.by_id("name").attrib == {
        "class": "input w8",
        "type": "text",
        "id": "name",
        "name": "name",
        "value": 'Amina "A" <b>',
        "dir": "auto",
        "aria-describedby": "name-hint",
    }


def test_a_wrong_field_is_tied_to_its_hint_and_its_error(show):
    form = SampleForm(MultiDict({"name": "x"}))
    form.name.errors = ["For kort."]
    page = show("forms", "field", '{{ field(form.name, hint="Kort") }}', form=form)
    assert page.by_id("name").get("aria-describedby") == "name-hint name-wrong"
    assert page.by_id("name").get("aria-invalid") == "true"
    assert "Error: For kort." in page.text


def test_a_password_is_not_sent_back(show):
    form = SampleForm(MultiDict({"secret": "hunter2"}))
    page = show("forms", "field", '{{ field(form.secret, type="password") }}', form=form)
    assert page.by_id("secret").get("value") == ""


def test_each_kind_of_field_sends_what_was_chosen(show):
    typed = {"about": "a\nb", "district": "v", "channel": "none", "agreed": "y"}
    form = SampleForm(MultiDict(typed))
    page = show(
        "forms",
        "textarea, select, choices, checkbox",
        "{{ textarea(form.about) }}{{ select(form.district) }}"
        '{{ choices(form.channel, hints={"none": "Gem siden"}) }}{{ checkbox(form.agreed) }}',
        form=form,
    )
    assert dict(page.form().values()) == typed


def test_wrong_choices_are_found_by_the_link_of_the_summary(show):
    form = SampleForm(MultiDict({}))
    form.channel.errors = ["Vælg en."]
    page = show("forms", "choices", "{{ choices(form.channel) }}", form=form)
    assert page.by_id("channel").tag == "fieldset"
    assert page.by_id("channel").get("aria-describedby") == "channel-wrong"


def test_the_trap_is_out_of_sight_and_out_of_reach(show):
    form = SampleForm(MultiDict({}))
    page = show("forms", "trap", "{{ trap(form.name) }}", form=form)
    assert page.by_id("name").get("tabindex") == "-1"
    assert page.all("div")[0].get("aria-hidden") == "true"


@pytest.mark.parametrize(
    ("call", "text"),
    [
        ('{{ button("Tilmeld") }}', "Tilmeld"),
        ('{{ button("Slet", "danger", "do", "delete", "remove") }}', "Slet"),
        ('{{ button_link("PDF", "/x", symbol="print") }}', "PDF"),
    ],
)
def test_a_button_says_its_text(show, call, text):
    assert show("forms", "button, button_link", call).text == f"h {text}"


def test_the_summary_links_each_problem_to_its_field(show):
    problems = [
        SimpleNamespace(field_id="email", text="Skriv en e-mail."),
        SimpleNamespace(field_id="", text="Der er ikke plads."),
    ]
    page = show("messages", "error_summary", "{{ error_summary(problems) }}", problems=problems)
    assert [(link.get("href"), link.text) for link in page.all("a")] == [
        ("#email", "Skriv en e-mail.")
    ]
    assert "There are 2 things to correct" in page.text
    assert "Der er ikke plads." in page.text


@pytest.mark.parametrize("kind", ["info", "ok", "warn", "error"])
def test_a_message_says_its_title_and_text(show, kind):
    page = show("messages", "alert", f'{{{{ alert("Tekst", "{kind}", "Titel") }}}}')
    assert page.text == "h Titel Tekst"


def test_a_message_takes_longer_content(show):
    page = show("messages", "alert", "{% call alert() %}<p>Mere</p>{% endcall %}")
    assert page.text == "h Mere"


def test_steps_say_where_one_is(show):
    page = show("navigation", "steps", '{{ steps(["A", "B", "C"], 2) }}')
    assert [item.get("aria-current") for item in page.all("li")] == [None, "step", None]
    assert page.text == "h A (done) B C"


def test_pages_of_a_list_name_the_current_one(show):
    pages = [PageLink(n, f"?page={n}", n == 2, is_behind_gap=n == 9) for n in (1, 2, 9)]
    call = '{{ pagination(pages, previous="?page=1") }}'
    page = show("navigation", "pagination", call, pages=pages)
    assert [link.get("aria-current") for link in page.all("a")] == [None, None, "page", None]
    assert page.text == "h Previous Page 1 Page 2 … Page 9"
    assert [each.text for each in page.all("li") if each.get("aria-hidden") == "true"] == ["…"]


def test_a_table_has_a_caption_and_scrolls_by_itself(show):
    call = (
        '{% call table("Deltagere") %}{{ head([("Navn", ""), ("Antal", "number")]) }}'
        "<tbody><tr><th scope='row'>A</th> <td class='number'>1</td></tr></tbody>{% endcall %}"
    )
    page = show("tables", "table, head", call)
    assert page.text == "h Deltagere Navn Antal A 1"
    assert page.all("div")[0].get("tabindex") == "0"


def test_figures_facts_and_a_leaf_are_plain_text_to_a_reader(show):
    pairs = [SimpleNamespace(symbol="pin", name="Hvor", text="Osramhuset", more="Nørrebro")]
    assert show("tables", "figures", '{{ figures([("Kom", "714")]) }}').text == "h Kom 714"
    assert show("events", "facts", "{{ facts(pairs) }}", pairs=pairs).text == (
        "h Hvor Osramhuset Nørrebro"
    )
    day = SimpleNamespace(weekday="lør", day="12", month="dec")
    leaf = show("events", "leaf", "{{ leaf(day) }}", day=day).all("span")[0]
    assert leaf.get("aria-hidden") == "true"


def test_a_qr_is_an_image_with_a_name(show):
    drawing = SimpleNamespace(view_box="-4 -4 37 37", path="M0 0h1")
    page = show("qr", "qr", '{{ qr(drawing, "QR-kode") }}', drawing=drawing)
    (symbol,) = page.all("{http://www.w3.org/2000/svg}svg")
    assert (symbol.get("role"), symbol.get("aria-label")) == ("img", "QR-kode")


def test_every_pictogram_is_drawn_and_silent(components):
    module = components.get_template("components/icons.html").module
    for name in module.SHAPES:
        assert 'aria-hidden="true"' in module.icon(name)
