"""How a scan of somebody who was forgotten is told from others."""

FORGOTTEN = "-"
"""What stands in place of what was read; no hash begins with it."""


def is_forgotten(read_hash: str) -> bool:
    """Tell whether nobody knows any more what was read."""
    return read_hash.startswith(FORGOTTEN)
