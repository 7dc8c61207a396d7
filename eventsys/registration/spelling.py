"""E-mail addresses whose domain is most likely mistyped, and what was probably meant."""

COMMON = (
    "gmail.com",
    "hotmail.com",
    "hotmail.dk",
    "outlook.com",
    "outlook.dk",
    "yahoo.com",
    "yahoo.dk",
    "icloud.com",
    "protonmail.com",
)
"""Domains of providers with names long enough that a near one is hardly somebody else's."""
NEIGHBOURS = {"mail.com", "email.com", "ymail.com", "fastmail.com"}
"""Domains that exist, though a common one is near."""
SLIPS = {"co", "cm", "om", "con", "cim", "vom", "xom", "comm", "ocm", "d", "k", "kd", "dkk", "ddk"}
"""Endings that are slips; after a provider's name any other one is that provider elsewhere."""
LONG = len("gmail.com")


def suggest_email(email: str) -> str | None:
    """Suggest the address that was probably meant; None where nothing looks mistyped."""
    local, _, domain = email.rpartition("@")
    if domain in NEIGHBOURS or is_elsewhere(domain):
        return None
    distances = {common: distance(domain, common) for common in COMMON}
    nearest = min(COMMON, key=lambda common: distances[common])
    return f"{local}@{nearest}" if 0 < distances[nearest] <= slips_in(nearest) else None


def is_elsewhere(domain: str) -> bool:
    """Tell whether it is a known provider's name with the ending of another country."""
    name, _, ending = domain.partition(".")
    return ending not in SLIPS and name in {common.partition(".")[0] for common in COMMON}


def slips_in(domain: str) -> int:
    """Tell how many slips a domain bears before it could as well be another one."""
    return 2 if len(domain) >= LONG else 1


def distance(typed: str, meant: str) -> int:
    """Count the slips between two words: a letter too many, missing, wrong, or two swapped."""
    before: list[int] = []
    row = list(range(len(meant) + 1))
    for i, letter in enumerate(typed, start=1):
        before, last, row = row, before, [i]
        for j, other in enumerate(meant, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 < j and typed[i - 2 : i] == other + meant[j - 2]:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
