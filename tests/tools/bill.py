"""List what the system is made of, as CycloneDX: `python -m tests.tools.bill > bill.cdx.json`.

The same lock files give the same list to the letter: it holds no date, and its number follows
from what it holds.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from eventsys.core.version import VERSION
from tests.tools import say

ROOT = Path(__file__).resolve().parents[2]
RUN, DEV = "requirements.lock", "requirements-dev.lock"
VENDOR = "static/vendor/VERSIONS.md"
PAGES = {
    "pypi": "https://pypi.org/project/{}/{}/",
    "npm": "https://www.npmjs.com/package/{}/v/{}",
}
TITLE = re.compile(r"^## (\S+) (\S+)$")
FILE = re.compile(r"`([0-9a-f]{64})` \|$")
OURS = "eventsys"
PINNED = re.compile(r"^([a-z0-9.-]+)==(\S+)")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
WANTED_BY = re.compile(r"^    #(?: via)?\s+(?!via$)([A-Za-z0-9][A-Za-z0-9._-]*)")


@dataclass
class Package:
    """A locked package: the checksums of its files, and what asked for it."""

    name: str
    version: str
    kind: str = "pypi"
    hashes: list[str] = field(default_factory=list)
    wanted_by: list[str] = field(default_factory=list)

    @property
    def purl(self) -> str:
        """Name the package as lists of faults do."""
        return f"pkg:{self.kind}/{self.name}@{self.version}"


def main() -> None:
    """Write the bill to standard output."""
    say(write_bill())


def write_bill() -> str:
    """Make the bill of the lock files and of what was laid beside our scripts."""
    run, dev, vendored = ((ROOT / name).read_text(encoding="utf-8") for name in (RUN, DEV, VENDOR))
    return json.dumps(bill_of(packages_in(run), packages_in(dev), scripts_in(vendored)), indent=2)


def packages_in(lock: str) -> list[Package]:
    """Read a lock file as `make lock` writes it."""
    found: list[Package] = []
    for line in lock.splitlines():
        pinned, wanted_by = PINNED.match(line), WANTED_BY.match(line)
        if pinned:
            found.append(Package(pinned[1], pinned[2]))
        elif found:
            found[-1].hashes += HASH.findall(line)
            found[-1].wanted_by += wanted_by.groups() if wanted_by else ()
    return found


def scripts_in(versions: str) -> list[Package]:
    """Read which scripts of others lie beside ours."""
    found: list[Package] = []
    for line in versions.splitlines():
        title, file = TITLE.match(line), FILE.search(line)
        if title:
            found.append(Package(title[1], title[2], kind="npm", wanted_by=[OURS]))
        elif file:
            found[-1].hashes += file.groups()
    return found


def bill_of(
    run: Iterable[Package], dev: Iterable[Package], scripts: Iterable[Package]
) -> Mapping[str, Any]:
    """Say what runs, and what only tests it; what runs is named once."""
    known = {each.name: each for each in (*run, *scripts)}
    tests = {each.name: each for each in dev if each.name not in known}
    parts = [
        *(component(each, "required") for each in known.values()),
        *(component(each, "excluded") for each in tests.values()),
    ]
    ours = {"type": "application", "bom-ref": OURS, "name": OURS, "version": VERSION}
    content = {
        "metadata": {"component": ours},
        "components": parts,
        "dependencies": [*dependencies(known | tests)],
    }
    number = uuid5(NAMESPACE_URL, json.dumps(content, sort_keys=True))
    head = {"bomFormat": "CycloneDX", "specVersion": "1.5", "serialNumber": f"urn:uuid:{number}"}
    return head | {"version": 1} | content


def component(package: Package, scope: str) -> Mapping[str, Any]:
    """Describe a package; the checksums are those of all files that may be installed of it."""
    return {
        "type": "library",
        "bom-ref": package.purl,
        "name": package.name,
        "version": package.version,
        "scope": scope,
        "purl": package.purl,
        "externalReferences": [
            {
                "type": "distribution",
                "url": PAGES[package.kind].format(package.name, package.version),
                "hashes": [{"alg": "SHA-256", "content": each} for each in package.hashes],
            }
        ],
    }


def dependencies(packages: Mapping[str, Package]) -> Iterator[Mapping[str, Any]]:
    """Say which package asked for which."""
    asked: dict[str, list[str]] = {OURS: [], **{each.purl: [] for each in packages.values()}}
    for package in packages.values():
        for name in package.wanted_by:
            asked[packages[name].purl if name in packages else OURS].append(package.purl)
    for ref, purls in asked.items():
        yield {"ref": ref, "dependsOn": sorted({*purls})}


if __name__ == "__main__":
    main()
