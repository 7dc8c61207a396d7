"""The identity provider at which staff can sign in: code flow with PKCE, state and nonce."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from authlib.integrations.base_client import OAuthError
from authlib.integrations.flask_client import FlaskOAuth2App, OAuth
from flask import Flask, current_app, request, session as cookie, url_for
from joserfc.errors import JoseError

from eventsys.core import clock
from eventsys.core.errors import WrongSetting
from eventsys.core.provider import Provider
from eventsys.people.rules import RoleName
from eventsys.people.vouching.rules import Voucher
from eventsys.registration.rules import read_email

NAME = "staff"
EXTENSION = "authlib.integrations.flask_client"
ROLES = "PROVIDER_ROLES"
ALGORITHMS = ["ES256", "PS256", "RS256"]
SECONDS_TO_ANSWER = 10
LEEWAY = 60
"""By how many seconds the provider's clock may be ahead; a token that ran out is never taken."""
A_MOMENT = timedelta(minutes=5)
LONGEST_SUBJECT = 512
LIES = (OAuthError, JoseError, LookupError, TypeError, ValueError, RuntimeError, AttributeError)
"""What comes of an answer that is not as it should be; a provider that is silent is another."""


class Return(NamedTuple):
    """Somebody came back: what the provider says of them, and where they wanted to go."""

    voucher: Voucher
    wanted: str


def init(app: Flask) -> None:
    """Make the provider known, where there is one; each application has a client of its own."""
    provider: Provider | None = app.config["SETTINGS"].provider
    if provider is None:
        return
    app.config[ROLES] = known_roles(provider.roles)
    OAuth(app).register(
        NAME,
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        server_metadata_url=provider.metadata_url,
        client_kwargs={
            "scope": "openid email profile",
            "code_challenge_method": "S256",
            "default_timeout": SECONDS_TO_ANSWER,
        },
    )


def known_roles(roles: Mapping[str, str]) -> dict[str, RoleName]:
    """Read the roles of the groups. Raise `WrongSetting` where there is no such role."""
    try:
        return {group: RoleName(role) for group, role in roles.items()}
    except ValueError as error:
        names = ", ".join(RoleName)
        raise WrongSetting(f"EVENTSYS_OIDC_ROLES: the roles are {names}.") from error


def is_offered() -> bool:
    """Tell whether one can sign in at a provider."""
    return ROLES in current_app.config


def the_provider() -> Provider:
    """Give the provider's settings; ask `is_offered` first."""
    provider: Provider = current_app.config["SETTINGS"].provider
    return provider


def client() -> FlaskOAuth2App:
    """Hold the provider to our issuer and algorithms, whatever it says of itself."""
    there = getattr(current_app.extensions[EXTENSION], NAME)
    metadata = there.load_server_metadata()
    if metadata.get("issuer") != the_provider().issuer:
        metadata.pop("_loaded_at", None)  # so that it is read anew, not believed for ever
        raise OAuthError("wrong_issuer")
    metadata["id_token_signing_alg_values_supported"] = ALGORITHMS
    return there


def begin(wanted: str, *, once_more: bool) -> str:
    """Begin a sign-in; give the address at the provider to which the browser must go.

    `once_more` asks the provider to make sure anew who sits there. One is begun at a time, so
    that the cookie does not grow.
    """
    there = client()
    for key in [key for key in cookie if key.startswith(f"_state_{NAME}_")]:
        cookie.pop(key)
    back = current_app.config["BASE_URL"] + url_for("account.come_back")
    asked = {"prompt": "login", "max_age": "0"} if once_more else {}
    begun = there.create_authorization_url(back, **asked)
    address: str = begun.pop("url")
    there.save_authorize_data(redirect_uri=back, wanted=wanted, once_more=once_more, **begun)
    return address


def finish() -> Return:
    """Hear what the provider says of whoever came back. Raise one of the `LIES`."""
    there = client()
    begun = there.framework.get_state_data(cookie, request.args.get("state", "")) or {}
    claims = there.authorize_access_token(leeway=LEEWAY)["userinfo"]
    at = clock.now().timestamp()
    if claims["exp"] <= at:
        raise OAuthError("ran_out")
    if begun["once_more"] and claims["auth_time"] < at - A_MOMENT.total_seconds():
        raise OAuthError("not_asked_anew")
    return Return(to_voucher(claims), begun["wanted"])


def to_voucher(claims: Mapping[str, Any]) -> Voucher:
    """Read the claims of an ID token whose signature was right. Raise `OAuthError`."""
    audience, provider = claims["aud"], the_provider()
    if provider.client_id not in ([audience] if isinstance(audience, str) else audience):
        raise OAuthError("foreign_audience")
    email = read_email(claims["email"])
    if claims.get("email_verified") is not True or email is None:
        raise OAuthError("unverified_email")
    subject = f"{claims['iss']}#{claims['sub']}"
    if len(subject) > LONGEST_SUBJECT or not claims["sub"]:
        raise OAuthError("odd_subject")
    groups = claims.get(provider.claim) or ()
    named = [groups] if isinstance(groups, str) else groups
    return Voucher(subject=subject, email=email, groups=frozenset(map(str, named)))
