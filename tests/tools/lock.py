"""Choose the packages' versions anew, pinned by hash: `python -m tests.tools.lock`."""

import os
import subprocess
import sys
from pathlib import Path

from tests.tools import say, stop

ROOT = Path(__file__).resolve().parents[2]
OURS = "pyproject.toml"
# Neither the machine's paths nor its package indexes may stand in a lock file.
COMPILE = [
    *(sys.executable, "-m", "piptools", "compile"),
    "--quiet",
    "--generate-hashes",
    "--allow-unsafe",
    "--strip-extras",
    "--no-emit-options",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-emit-trusted-host",
]


def main() -> None:
    """Write the lock files; the tests' one holds what the run's holds, and more."""
    compile_lock("requirements.lock", OURS, "--build-deps-for=editable")
    compile_lock("requirements-dev.lock", OURS, "--extra=dev", "--constraint=requirements.lock")
    compile_lock("requirements-outloud.lock", "requirements-outloud.in")
    compile_lock("requirements-audit.lock", "requirements-audit.in")


def compile_lock(name: str, source: str, *options: str) -> None:
    """Let pip-tools find the versions that fit together, from the public index alone."""
    say(f"Choosing versions for {name}.")
    ending = subprocess.run(
        [*COMPILE, *options, f"--output-file={name}", source],
        cwd=ROOT,
        env=os.environ
        | {
            "CUSTOM_COMPILE_COMMAND": "make lock",
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_FIND_LINKS": "",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    if ending.returncode:
        say(ending.stderr)
        stop("The versions could not be chosen: see above.")


if __name__ == "__main__":
    main()
