"""Fetch outloud, which judges PDFs, into a place of its own: `python -m tests.tools.outloud`."""

from tests.tools.apart import home_of, install

PROGRAM = home_of("outloud") / "bin/outloud"


def main() -> None:
    """Install it where it is not there yet."""
    install("outloud", "which judges the PDFs")


if __name__ == "__main__":
    main()
