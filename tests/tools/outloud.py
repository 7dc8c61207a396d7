"""Fetch outloud, which judges PDFs, into a place of its own: `python -m tests.tools.outloud`."""

import hashlib
import subprocess
import sys
from pathlib import Path

from tests.tools import say, stop

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements-outloud.lock"
HOME = ROOT / ".tools/outloud"
STAMP = HOME / ".lock-checksum"
PROGRAM = HOME / "bin/outloud"
# An environment of its own: its packages meet neither ours nor the tests'.
STEPS = (
    [sys.executable, "-m", "venv", "--clear", str(HOME)],
    [
        *(str(HOME / "bin/python"), "-m", "pip", "--disable-pip-version-check", "install"),
        *("--require-hashes", "-r", str(LOCK)),
    ],
)


def main() -> None:
    """Install what the lock file names, once; end with one clear line where it cannot be had."""
    if is_installed():
        return
    say("Installing outloud, which judges the PDFs.")
    for step in STEPS:
        ending = subprocess.run(step, capture_output=True, text=True, check=False)
        if ending.returncode:
            say("\n".join((ending.stdout + ending.stderr).splitlines()[-5:]))
            stop("outloud could not be had: is the network there? Then run the same again.")
    STAMP.write_text(checksum_of_lock())


def is_installed() -> bool:
    """Tell whether what the lock file names is there."""
    return STAMP.exists() and STAMP.read_text() == checksum_of_lock()


def checksum_of_lock() -> str:
    """Tell one lock file from another."""
    return hashlib.sha256(LOCK.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
