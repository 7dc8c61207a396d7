"""What the environment says; a default is safe in production, or there is none."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from eventsys.core.errors import WrongSetting
from eventsys.core.provider import Provider, read_provider

ROOT = Path(__file__).resolve().parents[2]
FILE_NAME = "eventsys.env"
SHORTEST_SECRET = 32
SECRETS = ("SECRET_KEY", "PASSWORD_PEPPER", "AUDIT_KEYS")
USUAL_PORTS = {"http": 80, "https": 443}
DATABASES = ("sqlite", "postgresql")
MAILBOXES = ("imaps", "imap", "pop3s", "pop3")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The settings of one installation, checked."""

    instance: Path
    base_url: str
    database_url: str
    secret_key: str
    password_pepper: str
    secret_key_fallbacks: tuple[str, ...] = ()
    audit_keys: tuple[str, ...] = ()
    smtp_url: str | None = None
    sms_url: str | None = None
    bounce_url: str | None = None
    trusted_proxies: int = 0
    metrics_token: str | None = None
    provider: Provider | None = None
    testing: bool = False
    failpoint: str | None = None

    @property
    def is_https(self) -> bool:
        """Tell whether people reach us over TLS; cookies and headers follow."""
        return self.base_url.startswith("https://")

    @property
    def host(self) -> str:
        """Tell the host of the base address, with its port where it has one."""
        return urlsplit(self.base_url).netloc


def load_settings(
    environ: Mapping[str, str] | None = None,
    *,
    instance: Path | None = None,
    port: int = 8000,
    testing: bool = False,
) -> Settings:
    """Read and check the settings: the environment first, then the file of the instance.

    Raise `WrongSetting` with one clear line.
    """
    environ = os.environ if environ is None else environ
    folder = check_instance(instance or named_instance(environ))
    given = read_file(folder / FILE_NAME) | {
        name.removeprefix("EVENTSYS_"): value
        for name, value in environ.items()
        if name.startswith("EVENTSYS_")
    }
    return Settings(
        instance=folder,
        base_url=check_base_url(given.get("BASE_URL") or f"http://127.0.0.1:{port}"),
        database_url=check_database_url(
            given.get("DATABASE_URL") or f"sqlite:///{folder / 'eventsys.sqlite3'}"
        ),
        secret_key=check_secret("SECRET_KEY", given.get("SECRET_KEY")),
        password_pepper=check_secret("PASSWORD_PEPPER", given.get("PASSWORD_PEPPER")),
        secret_key_fallbacks=check_secrets("SECRET_KEY_FALLBACKS", given),
        audit_keys=check_secrets("AUDIT_KEYS", given),
        smtp_url=check_smtp_url(given.get("SMTP_URL")),
        sms_url=check_sms_url(given.get("SMS_URL")),
        bounce_url=check_bounce_url(given.get("BOUNCE_URL")),
        trusted_proxies=check_count("TRUSTED_PROXIES", given.get("TRUSTED_PROXIES") or "0"),
        metrics_token=given.get("METRICS_TOKEN") or None,
        provider=read_provider(given),
        testing=testing,
        failpoint=given.get("FAILPOINT") if testing or given.get("TESTING") == "1" else None,
    )


def named_instance(environ: Mapping[str, str] | None = None) -> Path:
    """Tell the folder that the environment names, else the one in the checkout."""
    environ = os.environ if environ is None else environ
    return Path(environ.get("EVENTSYS_INSTANCE") or ROOT / "instance")


def write_missing_secrets(instance: Path, environ: Mapping[str, str] | None = None) -> None:
    """Write the secrets that neither the environment nor the instance's file holds, once."""
    environ = os.environ if environ is None else environ
    path = check_instance(instance) / FILE_NAME
    known = read_file(path)
    missing = [
        name for name in SECRETS if name not in known and not environ.get(f"EVENTSYS_{name}")
    ]
    if not missing:
        return
    lines = [f"EVENTSYS_{name}={secrets.token_urlsafe(48)}\n" for name in missing]
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "a", encoding="utf-8") as file:
        file.writelines(lines)


def read_file(path: Path) -> dict[str, str]:
    """Read `EVENTSYS_NAME=value` lines; comments and blank lines are passed over."""
    if not path.exists():
        return {}
    settings: dict[str, str] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, equals, value = line.partition("=")
        if not equals or not name.strip().startswith("EVENTSYS_"):
            raise WrongSetting(f"{path}, line {number}: write EVENTSYS_NAME=value.")
        settings[name.strip().removeprefix("EVENTSYS_")] = value.strip()
    return settings


def check_instance(folder: Path) -> Path:
    """Make sure that the instance's folder is there and can be written."""
    folder = folder.expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WrongSetting(
            f"EVENTSYS_INSTANCE: the folder {folder} cannot be made ({error.strerror})."
        ) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise WrongSetting(f"EVENTSYS_INSTANCE: the folder {folder} cannot be written.")
    return folder


def check_base_url(url: str) -> str:
    """Take an address with scheme and host and nothing behind it, and write it as browsers do."""
    unclear = WrongSetting("EVENTSYS_BASE_URL: write http:// or https:// and the host's name.")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise unclear from error
    is_plain = not (parts.query or parts.fragment or parts.username) and ":" not in (host or ":")
    if parts.scheme not in USUAL_PORTS or not host or not is_plain:
        raise unclear
    if parts.path not in {"", "/"}:
        raise WrongSetting("EVENTSYS_BASE_URL: the site must stand at the root of its host.")
    ending = "" if port in {None, USUAL_PORTS[parts.scheme]} else f":{port}"
    return f"{parts.scheme}://{host}{ending}"


def check_database_url(url: str) -> str:
    """Take SQLite or PostgreSQL; PostgreSQL is spoken through psycopg 3."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise WrongSetting(
            "EVENTSYS_DATABASE_URL: write sqlite:///path or postgresql://host/name."
        ) from error
    backend = "postgresql" if parsed.drivername == "postgres" else parsed.get_backend_name()
    if backend not in DATABASES:
        raise WrongSetting(
            f"EVENTSYS_DATABASE_URL: {backend} is not supported; use sqlite or postgresql."
        )
    if backend == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    return parsed.render_as_string(hide_password=False)


def check_secret(name: str, secret: str | None) -> str:
    """Take a secret that is there and long enough."""
    if not secret:
        raise WrongSetting(
            f"EVENTSYS_{name} is missing: set it to at least {SHORTEST_SECRET} random characters "
            f"('eventsys demo' writes one into the instance's {FILE_NAME})."
        )
    if len(secret) < SHORTEST_SECRET:
        raise WrongSetting(
            f"EVENTSYS_{name} is too short: at least {SHORTEST_SECRET} random characters."
        )
    return secret


def check_secrets(name: str, given: Mapping[str, str]) -> tuple[str, ...]:
    """Take any number of secrets, separated by commas."""
    return tuple(check_secret(name, key) for key in given.get(name, "").split(",") if key)


def check_smtp_url(url: str | None) -> str | None:
    """Take smtp:// (STARTTLS) or smtps://, or nothing: then messages are files."""
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise WrongSetting("EVENTSYS_SMTP_URL: write smtp://user:password@host:port or smtps://…")
    return url


def check_sms_url(url: str | None) -> str | None:
    """Take a gateway's https address, or nothing: then text messages are files."""
    if not url:
        return None
    parts = urlsplit(url)
    is_near = parts.scheme == "http" and parts.hostname in {"127.0.0.1", "::1", "localhost"}
    if not parts.hostname or not (parts.scheme == "https" or is_near):
        raise WrongSetting("EVENTSYS_SMS_URL: write https://user:password@gateway/path?from=name")
    return url


def check_bounce_url(url: str | None) -> str | None:
    """Take the mailbox that undeliverable mail comes back to, or nothing: then none is read."""
    if not url:
        return None
    parts = urlsplit(url)
    is_folder = parts.scheme == "maildir" and parts.path.startswith("/")
    if not is_folder and not (parts.scheme in MAILBOXES and parts.hostname and parts.username):
        raise WrongSetting(
            "EVENTSYS_BOUNCE_URL: write imaps://user:password@host/INBOX, "
            "pop3s://user:password@host or maildir:/path"
        )
    return url


def check_count(name: str, text: str) -> int:
    """Take a small whole number."""
    if not text.isascii() or not text.isdigit():
        raise WrongSetting(f"EVENTSYS_{name}: write a whole number.")
    return int(text)
