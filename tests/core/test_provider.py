"""What the environment may say of the identity provider."""

import pytest

from eventsys.core.errors import WrongSetting
from eventsys.core.provider import read_provider

WHOLE = {
    "OIDC_ISSUER": "https://login.example.dk/tenant/v2.0",
    "OIDC_CLIENT_ID": "eventsys",
    "OIDC_CLIENT_SECRET": "secret",
    "OIDC_ROLES": "tfi-admins = administrator; CN=Team,OU=TFI = organiser;",
}


def test_without_settings_there_is_none():
    assert read_provider({}) is None


def test_the_groups_roles_are_read_whatever_the_groups_are_called():
    provider = read_provider(WHOLE)
    assert provider.roles == {"tfi-admins": "administrator", "CN=Team,OU=TFI": "organiser"}
    assert provider.claim == "groups"
    assert provider.metadata_url == (
        "https://login.example.dk/tenant/v2.0/.well-known/openid-configuration"
    )


@pytest.mark.parametrize("name", WHOLE)
def test_half_a_provider_is_refused(name):
    with pytest.raises(WrongSetting, match=name):
        read_provider({**WHOLE, name: ""})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OIDC_ISSUER", "http://login.example.dk"),
        ("OIDC_ISSUER", "login.example.dk"),
        ("OIDC_ROLES", "tfi-admins"),
        ("OIDC_ROLES", "=organiser"),
        ("OIDC_ROLES", ";"),
    ],
)
def test_what_cannot_be_is_refused(name, value):
    with pytest.raises(WrongSetting, match=name):
        read_provider({**WHOLE, name: value})
