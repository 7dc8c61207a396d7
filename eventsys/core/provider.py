"""What the environment says of the identity provider at which staff can sign in."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from eventsys.core.errors import WrongSetting

NEAR = frozenset({"127.0.0.1", "::1", "localhost"})
NEEDED = ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_ROLES")
USUAL_CLAIM = "groups"


@dataclass(frozen=True, kw_only=True)
class Provider:
    """An identity provider, and which of its groups have which role here."""

    issuer: str
    client_id: str
    client_secret: str
    roles: Mapping[str, str]
    claim: str = USUAL_CLAIM

    @property
    def metadata_url(self) -> str:
        """Tell where the provider describes itself."""
        return f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"


def read_provider(given: Mapping[str, str]) -> Provider | None:
    """Read the provider's settings; None where there are none. Raise `WrongSetting`."""
    missing = [name for name in NEEDED if not given.get(name)]
    if len(missing) == len(NEEDED):
        return None
    if missing:
        raise WrongSetting(f"EVENTSYS_{missing[0]} is missing: the provider needs all of them.")
    return Provider(
        issuer=check_issuer(given["OIDC_ISSUER"]),
        client_id=given["OIDC_CLIENT_ID"],
        client_secret=given["OIDC_CLIENT_SECRET"],
        roles=read_roles(given["OIDC_ROLES"]),
        claim=given.get("OIDC_CLAIM") or USUAL_CLAIM,
    )


def check_issuer(url: str) -> str:
    """Take an https address; on this machine http will do."""
    parts = urlsplit(url)
    is_near = parts.scheme == "http" and parts.hostname in NEAR
    if not parts.hostname or not (parts.scheme == "https" or is_near):
        raise WrongSetting("EVENTSYS_OIDC_ISSUER: write the provider's https address.")
    return url


def read_roles(text: str) -> dict[str, str]:
    """Read `group=role; group=role`; a group's name may itself hold `=` and commas."""
    roles: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in text.split(";"))):
        group, equals, role = pair.rpartition("=")
        if not equals or not group.strip() or not role.strip():
            raise WrongSetting("EVENTSYS_OIDC_ROLES: write group=role; group=role")
        roles[group.strip()] = role.strip()
    if not roles:
        raise WrongSetting("EVENTSYS_OIDC_ROLES: write group=role; group=role")
    return roles
