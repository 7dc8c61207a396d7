"""What others made lies here as they published it."""

import re
from hashlib import sha256

from tests.house.tree import ROOT

VENDOR = ROOT / "static/vendor"
ROW = re.compile(r"^\| `([^`]+)` \| `[^`]+` \| `([0-9a-f]{64})` \|$", re.MULTILINE)


def test_the_files_of_others_are_those_that_are_written_down():
    written = dict(ROW.findall((VENDOR / "VERSIONS.md").read_text()))
    found = {
        path.relative_to(VENDOR).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.suffix in {".js", ".wasm"}
    }
    assert found == written
