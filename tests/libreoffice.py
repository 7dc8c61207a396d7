"""LibreOffice as a judge of files: it opens them, and writes what it has read in another kind."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.parts import miss
from tests.tools.libreoffice import find_office

DANISH_CSV = "CSV:59,34,76,1,,1030,false,true"
"""Semicolons, quotes, UTF-8, from the first line, in Danish, with days found out."""
LONGEST = 540


def converted(
    files: Mapping[str, bytes], kind: str, folder: Path, *, reading: str = ""
) -> dict[str, bytes]:
    """Have files opened and written as a kind; give them by their names without the ending."""
    program = find_office()
    if program is None:
        miss(
            "LibreOffice is missing: run 'make test-long', or 'python -m tests.tools.libreoffice'."
        )
    given, taken = folder / "given", folder / "taken"
    given.mkdir(parents=True)
    for name, content in files.items():
        (given / name).write_bytes(content)
    ending = subprocess.run(
        [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",  # nobody's settings
            "--headless",
            "--norestore",
            *([f"--infilter={reading}"] if reading else []),
            *("--convert-to", kind, "--outdir", taken),
            *(given / name for name in files),
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST,
    )
    assert ending.returncode == 0, ending.stderr
    return {each.stem: each.read_bytes() for each in sorted(taken.iterdir())}
