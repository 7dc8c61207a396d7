"""Look the locked packages up among those with known faults: `python -m tests.tools.audit`."""

import subprocess
from collections.abc import Iterable
from pathlib import Path

from tests.tools import say, stop
from tests.tools.apart import ROOT, home_of, install

LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-audit.lock")
# Strict: a package that could not be looked up is no sound one. Without it, an index that knows no
# faults at all lets everything pass.
ASK = ("--strict", "--require-hashes", "--disable-pip", "--progress-spinner", "off")
LINES_TOLD = 20


def main() -> None:
    """Ask for each lock file; end with status 1 where a package is at fault or not known."""
    install("audit", "which knows the faults of packages")
    judge(home_of("audit") / "bin/pip-audit", [ROOT / lock for lock in LOCKS])


def judge(program: Path, locks: Iterable[Path]) -> None:
    """Let a program look lock files up; end where it finds a fault in one, or cannot tell."""
    faulty = [lock.name for lock in locks if not is_sound(program, lock)]
    if faulty:
        stop(f"Look at what is said above: {', '.join(faulty)}. Then run 'make lock'.")


def is_sound(program: Path, lock: Path) -> bool:
    """Tell whether all packages of a lock file are known and without fault; say which are not."""
    ending = subprocess.run(
        [str(program), *ASK, "-r", str(lock)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    told = (ending.stdout + ending.stderr).strip().splitlines()
    say("\n".join([f"{lock.name}:", *told[:LINES_TOLD]]))
    return ending.returncode == 0


if __name__ == "__main__":
    main()
