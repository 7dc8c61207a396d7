"""Look the locked packages up among those with known faults: `python -m tests.tools.audit`."""

import subprocess

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
    faulty = [lock for lock in LOCKS if not is_sound(lock)]
    if faulty:
        stop(f"Look at what is said above: {', '.join(faulty)}. Then run 'make lock'.")


def is_sound(lock: str) -> bool:
    """Tell whether all packages of a lock file are known and without fault; say which are not."""
    program = str(home_of("audit") / "bin/pip-audit")
    ending = subprocess.run(
        [program, *ASK, "-r", lock], cwd=ROOT, capture_output=True, text=True, check=False
    )
    told = (ending.stdout + ending.stderr).strip().splitlines()
    say("\n".join([f"{lock}:", *told[:LINES_TOLD]]))
    return ending.returncode == 0


if __name__ == "__main__":
    main()
