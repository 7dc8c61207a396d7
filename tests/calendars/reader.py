"""What ical.js, the reader in Thunderbird, makes of a calendar of ours."""

import json
import subprocess

from tests.tools.node import SCRIPTS, find_node


def read_calendar(calendar: bytes) -> list[dict]:
    answer = subprocess.run(
        [find_node(), SCRIPTS / "calendars/read.mjs"],
        input=calendar,
        capture_output=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr.decode()
    return json.loads(answer.stdout)
