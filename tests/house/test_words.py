"""One word for one thing: the glossary's banned words name nothing in the code."""

import re

import pytest

from tests.house.tree import ROOT, modules, names_in, parse, place

# Banned word -> what the house says instead.
BANNED = {
    "attendee": "participant",
    "booking": "registration",
    "checkpoint": "gate",
    "customer": "contact",
    "data2": "the thing's own name",
    "enrolment": "registration",
    "guest": "participant",
    "happening": "event",
    "helper": "what it does",
    "helpers": "what they do",
    "manager": "what it does",
    "misc": "the thing's own name",
    "organizer": "organiser",
    "programm": "programme",
    "quota": "place pool",
    "redeem": "check in",
    "redemption": "scan",
    "rsvp": "registration",
    "seat": "place",
    "seats": "places",
    "signup": "registration",
    "stakeholder": "actor",
    "subevent": "occasion",
    "util": "what it does",
    "utils": "what they do",
    "walkin": "walk_in",
}
SCRIPTS = "static/js"
WORDS_OF_A_NAME = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+\d*|\d+")


def words_of(name):
    """Split `snake_case`, `camelCase` and `CapWords` into words."""
    return [word.lower() for word in WORDS_OF_A_NAME.findall(name)]


def banned_in(name):
    """List the banned words in a name; `check_in_helper` holds one, `shelper` none."""
    return [word for word in words_of(name) if word in BANNED]


def test_no_name_in_the_code_is_a_banned_word():
    found = [
        f"{place(path, line)}: {name}: say {BANNED[word]!r} for {word!r}"
        for path in modules("eventsys", "tests")
        for name, line in names_in(parse(path))
        for word in banned_in(name)
        if path.name != "test_words.py"
    ]
    assert found == []


def test_no_file_is_named_by_a_banned_word():
    kept = {"eventsys", "templates", "static/js", "static/css", "tests"}
    files = [
        path.relative_to(ROOT)
        for folder in kept
        for path in (ROOT / folder).rglob("*")
        if "node_modules" not in path.parts
    ]
    assert [str(path) for path in files if banned_in(path.stem)] == []


def test_no_name_in_the_scripts_is_a_banned_word():
    declared = re.compile(r"\b(?:function|class|const|let|var)\s+([A-Za-z_]\w*)")
    found = [
        f"{place(path, number)}: {name}"
        for path in sorted((ROOT / SCRIPTS).rglob("*.js"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        for name in declared.findall(line)
        if banned_in(name)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("BookingForm", ["booking"]),
        ("event_manager", ["manager"]),
        ("makeHelper", ["helper"]),
        ("data2", ["data2"]),
        ("seating", []),
        ("utility", []),
    ],
)
def test_the_banned_words_are_found_in_every_way_of_writing_names(name, words):
    assert banned_in(name) == words
