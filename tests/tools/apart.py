"""Install a tool from a lock file into an environment of its own, under `.tools`."""

import hashlib
import subprocess
import sys
from pathlib import Path

from tests.tools import say, stop

ROOT = Path(__file__).resolve().parents[2]
STAMP = ".lock-checksum"


def home_of(name: str) -> Path:
    """Tell where a tool lives; its packages meet neither ours nor the tests'."""
    return ROOT / ".tools" / name


def lock_of(name: str) -> Path:
    """Tell which lock file names a tool's packages."""
    return ROOT / f"requirements-{name}.lock"


def checksum_of(name: str) -> str:
    """Tell one lock file from another."""
    return hashlib.sha256(lock_of(name).read_bytes()).hexdigest()


def is_installed(name: str) -> bool:
    """Tell whether what the lock file names is there."""
    stamp = home_of(name) / STAMP
    return stamp.exists() and stamp.read_text() == checksum_of(name)


def install(name: str, why: str) -> None:
    """Install what `requirements-<name>.lock` names, once; end with one clear line where not."""
    home = home_of(name)
    if is_installed(name):
        return
    say(f"Installing {name}, {why}.")
    pip = [str(home / "bin/python"), "-m", "pip", "--disable-pip-version-check", "install"]
    steps = (
        [sys.executable, "-m", "venv", "--clear", str(home)],
        [*pip, "--require-hashes", "-r", str(lock_of(name))],
    )
    for step in steps:
        ending = subprocess.run(step, capture_output=True, text=True, check=False)
        if ending.returncode:
            say("\n".join((ending.stdout + ending.stderr).splitlines()[-5:]))
            stop(f"{name} could not be had: is the network there? Then run the same again.")
    (home / STAMP).write_text(checksum_of(name))
