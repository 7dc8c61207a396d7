"""Install a tool from a lock file into an environment of its own, under `.tools`."""

import hashlib
import subprocess
import sys
from pathlib import Path

from tests.tools import say, stop

ROOT = Path(__file__).resolve().parents[2]


def home_of(name: str) -> Path:
    """Tell where a tool lives; its packages meet neither ours nor the tests'."""
    return ROOT / ".tools" / name


def install(name: str, why: str) -> None:
    """Install what `requirements-<name>.lock` names, once; end with one clear line where not."""
    lock, home = ROOT / f"requirements-{name}.lock", home_of(name)
    stamp, checksum = home / ".lock-checksum", hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == checksum:
        return
    say(f"Installing {name}, {why}.")
    pip = [str(home / "bin/python"), "-m", "pip", "--disable-pip-version-check", "install"]
    steps = (
        [sys.executable, "-m", "venv", "--clear", str(home)],
        [*pip, "--require-hashes", "-r", str(lock)],
    )
    for step in steps:
        ending = subprocess.run(step, capture_output=True, text=True, check=False)
        if ending.returncode:
            say("\n".join((ending.stdout + ending.stderr).splitlines()[-5:]))
            stop(f"{name} could not be had: is the network there? Then run the same again.")
    stamp.write_text(checksum)
