"""When two who are named are one person, decided on plain values."""

from eventsys.core.folding import fold


def person_key(name: str) -> str:
    """Write a name so that the same person's comes out alike, however it is typed."""
    return fold(" ".join(name.split()))
