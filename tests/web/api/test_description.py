"""What a shape goes through before threads use it."""

import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
RUSH = """
import sys
import threading
import msgspec
from eventsys.web.api import description
from eventsys.web.api.shapes import common

names = [f"name_{number}" for number in range(8)]
values = dict.fromkeys(names, "x")
sys.setswitchinterval(1e-6)
for number in range(400):
    shape = msgspec.defstruct(f"Shape{number}", [(name, common.Name) for name in names])
    if sys.argv[1] == "prepared":
        description.prepare(shape)
    barrier = threading.Barrier(8)
    def read():
        barrier.wait()
        msgspec.convert(values, shape)
    threads = [threading.Thread(target=read) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
"""


def ending(how):
    """Read fresh shapes in eight threads at once, in a process of its own, and tell how it ends."""
    command = [sys.executable, "-c", RUSH, how]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode


def test_a_prepared_shape_is_safe_in_threads():
    assert ending("prepared") == 0


def test_control_threads_that_meet_a_shape_first_end_the_process():
    """Once this fails, msgspec has been mended and `prepare` is not needed any more."""
    assert -signal.SIGSEGV in (ending("raw") for _ in range(10))
