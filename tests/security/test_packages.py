"""What the system is made of is written down, and a package with a known fault is noticed."""

import json
import re
import sys
from hashlib import sha256

import pytest

from tests.house.tree import ROOT
from tests.tools.audit import LOCKS, judge
from tests.tools.bill import packages_in, write_bill

PINNED = re.compile(r"^([a-z0-9.-]+)==([^ ;]+)", re.MULTILINE)
CANNED = """#!{python}
import re, sys
known = {{"jinja2": "2.4.1"}}
assert {{"--strict", "--require-hashes", "--disable-pip"}} <= set(sys.argv)
lock = open(sys.argv[sys.argv.index("-r") + 1], encoding="utf-8").read()
pinned = dict(re.findall(r"^([a-z0-9.-]+)==([^ ;]+)", lock, re.MULTILINE))
if "unheard-of" in pinned:
    sys.exit("unheard-of: dependency not found on the index")
found = [name for name in known if pinned.get(name) == known[name]]
if found:
    print("Name   Version ID             Fix Versions")
    print("jinja2 2.4.1   PYSEC-2021-66  2.11.3")
    sys.exit(1)
print("No known vulnerabilities found")
"""


@pytest.fixture
def canned(tmp_path):
    """Lay a program down that answers as pip-audit does, without asking anybody."""
    program = tmp_path / "pip-audit"
    program.write_text(CANNED.format(python=sys.executable), encoding="utf-8")
    program.chmod(0o755)
    return program


def locked(tmp_path, line):
    lock = tmp_path / "requirements.lock"
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    name = line.partition("==")[0]
    others = re.sub(rf"^{name}==\S+", line, text, flags=re.MULTILINE)
    lock.write_text(others if line in others else f"{text}{line}\n", encoding="utf-8")
    return lock


def test_packages_without_a_known_fault_pass_the_audit(canned, capsys):
    judge(canned, [ROOT / lock for lock in LOCKS])
    assert capsys.readouterr().out.count("No known vulnerabilities found") == len(LOCKS)


def test_a_package_with_a_known_fault_ends_the_audit(canned, tmp_path, capsys):
    lock = locked(tmp_path, "jinja2==2.4.1")
    with pytest.raises(SystemExit) as ending:
        judge(canned, [lock, ROOT / "requirements-dev.lock"])
    assert isinstance(ending.value.code, str)  # one line, and status 1
    assert "requirements.lock" in ending.value.code
    assert "requirements-dev.lock" not in ending.value.code
    assert "PYSEC-2021-66" in capsys.readouterr().out


def test_a_package_that_nobody_knows_ends_the_audit(canned, tmp_path):
    with pytest.raises(SystemExit):
        judge(canned, [locked(tmp_path, "unheard-of==1.0")])


def test_the_bill_names_every_locked_package_with_its_checksums():
    bill = json.loads(write_bill())
    named = {(each["name"], each["version"]): each for each in bill["components"]}
    assert len(named) == len(bill["components"])
    for lock, scope in (("requirements.lock", "required"), ("requirements-dev.lock", None)):
        pinned = PINNED.findall((ROOT / lock).read_text(encoding="utf-8"))
        assert len(pinned) > 20
        for package in pinned:
            hashes = named[package]["externalReferences"][0]["hashes"]
            assert hashes, package
            assert scope in {None, named[package]["scope"]}
    scopes = {each["name"]: each["scope"] for each in bill["components"]}
    assert (scopes["flask"], scopes["pytest"]) == ("required", "excluded")


def test_the_bill_names_the_scripts_of_others():
    components = json.loads(write_bill())["components"]
    hashes = {
        each["content"]
        for part in components
        if part["purl"].startswith("pkg:npm/")
        for each in part["externalReferences"][0]["hashes"]
    }
    files = [
        each for each in (ROOT / "static/vendor").rglob("*") if each.suffix in {".js", ".wasm"}
    ]
    assert {sha256(each.read_bytes()).hexdigest() for each in files} == hashes


def test_whatever_the_bill_refers_to_is_in_it():
    bill = json.loads(write_bill())
    refs = {each["bom-ref"] for each in bill["components"]} | {"eventsys"}
    asked = {each["ref"]: each["dependsOn"] for each in bill["dependencies"]}
    assert set(asked) == refs
    assert {each for purls in asked.values() for each in purls} == refs - {"eventsys"}
    flask = next(ref for ref in refs if ref.startswith("pkg:pypi/flask@"))
    assert any(each.startswith("pkg:pypi/werkzeug@") for each in asked[flask])
    assert flask in asked["eventsys"]


def test_the_same_lock_files_give_the_same_bill():
    assert write_bill() == write_bill()


def test_a_lock_file_is_read_as_it_is_written():
    lock = """
# made by make lock
one==1.0 \\
    --hash=sha256:{a} \\
    --hash=sha256:{b}
    # via
    #   -c requirements.lock
    #   eventsys (pyproject.toml)
    #   two
two==2.0 --hash=sha256:{a}
    # via eventsys (pyproject.toml)
""".format(a="a" * 64, b="b" * 64)
    one, two = packages_in(lock)
    assert (one.purl, one.hashes, one.wanted_by) == (
        "pkg:pypi/one@1.0",
        ["a" * 64, "b" * 64],
        ["eventsys", "two"],
    )
    assert (two.version, two.wanted_by) == ("2.0", ["eventsys"])
