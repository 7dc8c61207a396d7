"""Exceptions to a rule carry their rule and a reason from a closed list."""

import re

from tests.house.tree import ROOT, modules, place

# A reason that is not here is argued for in review, and then added.
REASONS = {
    "Flask-Login's proxy": {"SLF001"},
    "TLS looks at the machine's clock": {"TID251"},
    "aiosmtpd's name": {"N802"},
    "a local time has no zone yet": {"DTZ001"},
    "declarations are refused": {"S314"},
    "handed to the one who asked": {"BLE001"},
    "no public way to wrap the loader": {"SLF001"},
    "not for secrecy": {"S311", "S324"},
    "our own module": {"S603"},
    "our own text": {"S314"},
    "our own words": {"S310", "S603"},
    "python-docx shows it in no other way": {"SLF001"},
    "slow import": {"PLC0415"},
    "the argument's name is not ours": {"A002", "N803"},
    "the markup is ours and escaped": {"S704"},
    "the one place that reads the clock": {"TID251"},
    "the other end is told": {"BLE001"},
    "the outbox goes on": {"BLE001"},
    "told to all who wait": {"BLE001"},
}
# Flask-WTF is untyped; its one typed base is where mypy may be silenced, and nowhere else.
UNTYPED = "eventsys/web/common/forms.py"
NOQA = re.compile(r"#\s*noqa\b(?P<rest>.*)")
WHOLE = re.compile(r": (?P<codes>[A-Z]+\d+(?:, [A-Z]+\d+)*) -- (?P<reason>.+)$")
SILENCERS = re.compile(r"#\s*(type:\s*ignore|pragma:|pylint:|ruff:\s*noqa)")


def faults_of(line):
    """List what is wrong with the exceptions on a line of code."""
    if SILENCERS.search(line):
        return ["silences a tool"]
    noqa = NOQA.search(line)
    if noqa is None:
        return []
    whole = WHOLE.match(noqa["rest"])
    if whole is None:
        return ["write `noqa: CODE -- reason`"]
    strange = set(whole["codes"].split(", ")) - REASONS.get(whole["reason"], set())
    return [f"{whole['reason']!r} is no known reason for {code}" for code in sorted(strange)]


def test_every_exception_has_a_reason_that_the_house_knows():
    found = [
        f"{place(path, number)}: {fault}"
        for path in modules("eventsys", "tests")
        if path.name != "test_noqa.py" and not path.as_posix().endswith(UNTYPED)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        for fault in faults_of(line)
    ]
    assert found == []


def test_no_file_in_the_configuration_is_let_off_without_a_reason():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    ignores = text.partition("[tool.ruff.lint.per-file-ignores]")[2].partition("\n[")[0]
    assert re.findall(r'^"([^"]+)" =', ignores, re.MULTILINE) == [
        "tests/**",
        "eventsys/migrations/**",
    ]


def test_each_kind_of_careless_exception_is_found():
    assert faults_of("import x  # noqa: PLC0415 -- slow import") == []
    assert faults_of("import x  # noqa") == ["write `noqa: CODE -- reason`"]
    assert faults_of("import x  # noqa: PLC0415") == ["write `noqa: CODE -- reason`"]
    assert faults_of("x  # noqa: S603 -- slow import") == [
        "'slow import' is no known reason for S603"
    ]
    assert faults_of("x  # type: ignore[misc]") == ["silences a tool"]
