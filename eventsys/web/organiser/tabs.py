"""Pages that stand beside each other."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Tab:
    """A way to a page beside the one that is shown, or to that page itself."""

    text: str
    url: str
    current: bool
