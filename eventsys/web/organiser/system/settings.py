"""What the installation is set to, without any secret: of an address, its host alone is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from eventsys.core.keys import keys
from eventsys.core.settings import Settings
from eventsys.core.version import VERSION
from eventsys.web.common.words import _, ngettext


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that is set, and to what."""

    name: str
    value: str


def settings_of(settings: Settings) -> Sequence[Setting]:
    """List what people ask for when something is to be found out."""
    provider = settings.provider
    return [
        Setting(_("Version"), VERSION),
        Setting(_("Address"), settings.base_url),
        Setting(_("Database"), backend_of(settings.database_url)),
        Setting(_("Mail leaves through"), host_of(settings.smtp_url) or _("files in a folder")),
        Setting(
            _("Text messages leave through"), host_of(settings.sms_url) or _("files in a folder")
        ),
        Setting(_("Undeliverable mail is read at"), host_of(settings.bounce_url) or _("nowhere")),
        Setting(
            _("Staff sign in at"),
            urlsplit(provider.issuer).hostname or "" if provider else _("this system alone"),
        ),
        Setting(_("Proxies in front"), str(settings.trusted_proxies)),
        Setting(_("Secret key"), former(len(settings.secret_key_fallbacks))),
        Setting(_("Keys of the audit log"), former(len(keys().audit_keys) - 1)),
    ]


def backend_of(url: str) -> str:
    """Name the kind of database; neither where it is nor as whom it is asked."""
    return "PostgreSQL" if url.startswith("postgresql") else "SQLite"


def host_of(url: str | None) -> str:
    """Tell the host of an address; a folder of this machine has none."""
    if not url:
        return ""
    return urlsplit(url).hostname or _("a folder")


def former(number: int) -> str:
    """Say that there is a key, and how many former ones are kept."""
    return ngettext(
        "set, and %(num)d former one is kept", "set, and %(num)d former ones are kept", number
    )
