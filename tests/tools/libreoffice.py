"""Fetch LibreOffice, which judges our files for offices: `python -m tests.tools.libreoffice`."""

import os
import shutil
from pathlib import Path

from tests.tools import say, stop
from tests.tools.setup import install_package

NAME = "EVENTSYS_TEST_LIBREOFFICE"
PACKAGES = ("libreoffice-writer-nogui", "libreoffice-calc-nogui")
PARTS = ("libswlo.so", "libsclo.so")
"""What writes texts, and what reckons."""


def find_office() -> str | None:
    """Tell where the program is: the one that is named, or the system's, where it is whole."""
    named = os.environ.get(NAME) or shutil.which("soffice")
    if named is None:
        return None
    home = Path(named).resolve().parent
    return named if all((home / part).exists() for part in PARTS) else None


def main() -> None:
    """Install it where it is not there yet, as root; end with one clear line where not."""
    if find_office() is not None:
        return
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        stop(f"LibreOffice is missing: 'apt-get install {' '.join(PACKAGES)}', or set {NAME}.")
    say("Installing LibreOffice, which judges the files for offices.")
    if not all(install_package(each) for each in PACKAGES):
        stop("LibreOffice could not be installed: is the network there? Then run the same again.")


if __name__ == "__main__":
    main()
