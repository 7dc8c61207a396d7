"""Which browser it is, in the two words by which its owner knows it; no more is kept of it."""

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
"""What a browser calls itself by, those first that name others too."""

SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def browser_of(agent: str) -> str | None:
    """Name a browser and what it runs on; None where neither is known."""
    known = [first_of(BROWSERS, agent), first_of(SYSTEMS, agent)]
    return ", ".join(filter(None, known)) or None


def first_of(names: tuple[tuple[str, str], ...], agent: str) -> str | None:
    """Find the first of some names that a browser calls itself by."""
    return next((name for mark, name in names if mark in agent), None)
