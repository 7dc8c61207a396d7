"""What the Makefile calls beside the well-known tools."""

import sys
from typing import NoReturn


def say(text: str) -> None:
    """Write a line for the one who called make."""
    sys.stdout.write(f"{text.rstrip()}\n")
    sys.stdout.flush()


def stop(line: str) -> NoReturn:
    """End with one clear line."""
    sys.exit(line)
