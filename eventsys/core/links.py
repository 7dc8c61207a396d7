"""Links that only their holder knows: a public id and a signature, no secret in the database."""

from eventsys.core.keys import Purpose, keys


def make_token(purpose: Purpose, public_id: str, version: int) -> str:
    """Make the token of a personal link; every message can make it again."""
    return f"{public_id}.{keys().sign(purpose, f'{public_id}.{version}')}"


def public_id_in(token: str) -> str:
    """Read whose token it claims to be."""
    return token.partition(".")[0]


def is_token_of(purpose: Purpose, public_id: str, version: int, token: str) -> bool:
    """Tell whether this is the link's token in its present version."""
    signature = token.partition(".")[2]
    return keys().is_signed(purpose, f"{public_id}.{version}", signature)
