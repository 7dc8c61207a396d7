"""What a phone is sent of a file: our scripts without the lines that only explain them."""

import re
from functools import cache

from eventsys.web.gate.shell import STATIC

OURS = "js/"
EXPLAINING = re.compile(
    rb"^[ \t]*(?:/\*\*(?:(?!\*/).)*\*/|//[^\n]*)[ \t]*$", re.DOTALL | re.MULTILINE
)
"""A comment that has its lines to itself; what a browser reports keeps its line's number."""


@cache
def content_of(name: str) -> bytes:
    """Give the bytes of a file of the shell, as phones are sent them."""
    content = (STATIC / name).read_bytes()
    if not (name.startswith(OURS) and name.endswith(".js")):
        return content
    return EXPLAINING.sub(lambda comment: b"\n" * comment[0].count(b"\n"), content)
