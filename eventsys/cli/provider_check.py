"""How the doctor tries the identity provider."""

import requests

from eventsys.cli.checks import Finding, Patient, bad, doubtful, well
from eventsys.people.administration.queries import has_local_administrator

SECONDS_TO_ANSWER = 5
NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")


def check_provider(patient: Patient) -> Finding:
    """Look whether the provider answers, is the one that was meant, and is not the only way in."""
    provider = patient.settings.provider
    if provider is None:
        return well("accounts of our own alone (EVENTSYS_OIDC_ISSUER is unset)")
    try:
        answer = requests.get(provider.metadata_url, timeout=SECONDS_TO_ANSWER)
        answer.raise_for_status()
        metadata = dict(answer.json())
    except (requests.RequestException, TypeError, ValueError) as error:
        return bad(f"{provider.issuer} does not answer: {type(error).__name__}")
    if metadata.get("issuer") != provider.issuer:
        return bad(f"calls itself {metadata.get('issuer')}, not {provider.issuer}")
    missing = [name for name in NEEDED if not metadata.get(name)]
    if missing:
        return bad(f"does not say its {missing[0]}")
    if not has_local_administrator(patient.session):
        return doubtful("answers, but no administrator has a passphrase for when it does not")
    return well(f"{provider.issuer} answers")
