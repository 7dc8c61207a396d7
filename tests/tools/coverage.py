"""Hold rules and operations to full coverage after a run: `python -m tests.tools.coverage`."""

import subprocess
import sys

from tests.tools import say, stop

REPORT = [sys.executable, "-m", "coverage", "report"]
FULLY_COVERED = "*/rules.py,*/operations.py,*/rules/*.py,*/operations/*.py"


def main() -> None:
    """Say nothing where every branch of rules and operations was run."""
    ending = subprocess.run(
        [*REPORT, f"--include={FULLY_COVERED}", "--fail-under=100"],
        capture_output=True,
        text=True,
        check=False,
    )
    if ending.returncode:
        say(ending.stdout)
        stop("Rules and operations must be covered wholly: test the branches above.")


if __name__ == "__main__":
    main()
