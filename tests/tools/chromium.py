"""Where Chromium is, and how the tests start it; no test tool downloads a browser."""

import os
import shutil
from pathlib import Path

SHELL = "chromium-headless-shell"
"""Debian's package of Chromium without its windows: the same pages for two thirds of the work."""
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium() -> Path | None:
    """Find the browser: the one that EVENTSYS_TEST_CHROMIUM names, else the system's."""
    if is_named():
        named = Path(os.environ["EVENTSYS_TEST_CHROMIUM"])
        return named if os.access(named, os.X_OK) else None
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return Path(found) if found else None


def find_shell() -> Path | None:
    """Find the browser without windows, else the whole one.

    Passkeys, profiles that are kept and names of cameras need the whole one.
    """
    found = None if is_named() else shutil.which(SHELL)
    return Path(found) if found else find_chromium()


def is_named() -> bool:
    """Tell whether somebody chose the browser."""
    return bool(os.environ.get("EVENTSYS_TEST_CHROMIUM"))
