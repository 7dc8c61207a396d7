"""Check, test and lay out the scripts: `python -m tests.tools.javascript check|test|fix`."""

import sys

from tests.tools import say, stop
from tests.tools.node import SCRIPTS, run_npm

STEPS = {"check": ["format", "lint", "types"], "test": ["test"], "fix": ["fix"]}


def main(task: str) -> None:
    """Run npm's scripts of a task; stop at the first that finds something."""
    if not (SCRIPTS / "package.json").exists():
        return
    for step in STEPS[task]:
        ending = run_npm("run", step)
        if ending.returncode:
            say(ending.stdout)
            stop(f"The scripts' '{step}' found something: see above ('make fix' mends layout).")


if __name__ == "__main__":
    main(*sys.argv[1:])
