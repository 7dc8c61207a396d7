"""The composition root: everything is put together here, and nowhere else."""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask
from flask_compress import Compress
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from typing_extensions import override
from werkzeug.middleware.proxy_fix import ProxyFix

from eventsys.core.catalogues import compile_catalogues
from eventsys.core.db import db
from eventsys.core.keys import KeyRing, Purpose, use_keys
from eventsys.core.settings import ROOT, Settings, load_settings
from eventsys.core.version import VERSION
from eventsys.exchange.season import models as seasons
from eventsys.people.rules import LONGEST_SIGN_IN
from eventsys.web.account import identity_provider, security
from eventsys.web.api import uses
from eventsys.web.common import (
    addresses,
    bodies,
    crowds,
    denials,
    errors,
    files,
    forged,
    headers,
    languages,
    limits,
    log,
    sessions,
    words,
)
from eventsys.web.common.unchanged import Unchanged
from eventsys.web.register import register_parts

__all__ = ["build_app", "seasons"]

STATIC = ROOT / "static"
MIGRATIONS = ROOT / "eventsys" / "migrations"
LARGEST_BODY = 1024 * 1024
YEAR = timedelta(days=365)
CONNECTIONS = {"pool_size": 16, "max_overflow": 48}  # one for each thread; 16 are kept open


class Site(Flask):
    """The application; none of its views is a coroutine."""

    @override
    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Give a view as it is: to look whether it is a coroutine took a request its twentieth."""
        return func


def build_app(settings: Settings | None = None) -> Flask:
    """Put the application together; without settings they are read from the environment."""
    settings = settings or load_settings()
    ring = KeyRing(settings.secret_key, settings.secret_key_fallbacks, settings.audit_keys)
    use_keys(ring)
    app = Site(
        "eventsys",
        root_path=str(ROOT / "eventsys"),
        instance_path=str(settings.instance),
        template_folder=str(ROOT / "templates"),
        static_folder=str(STATIC),
        static_url_path=f"/static/{fingerprint(STATIC)}",
    )
    configure(app, settings, ring)
    db.init_app(app)
    Migrate(app, db, directory=str(MIGRATIONS), render_as_batch=True)
    put_parts_in(app)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        vars(app)["wsgi_app"] = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)
    vars(app)["wsgi_app"] = Unchanged(app.wsgi_app, app)
    return app


def configure(app: Flask, settings: Settings, ring: KeyRing) -> None:
    """Lay the settings into the application's configuration."""
    session_keys = ring.derived(Purpose.SESSION)
    app.config.update(
        SETTINGS=settings,
        VERSION=f"{VERSION} {app.static_url_path}",
        TESTING=settings.testing,
        BASE_URL=settings.base_url,
        SECRET_KEY=session_keys[0],
        SECRET_KEY_FALLBACKS=session_keys[1:],
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={"hide_parameters": True, **CONNECTIONS},
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        TRUSTED_HOSTS=[settings.host.partition(":")[0]],
        SEND_FILE_MAX_AGE_DEFAULT=YEAR,
        SESSION_COOKIE_NAME="__Host-session" if settings.is_https else "session",
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=LONGEST_SIGN_IN,
        WTF_CSRF_TIME_LIMIT=None,
        COMPRESS_ALGORITHM=["gzip"],
        COMPRESS_STREAMS=False,
        COMPRESS_MIMETYPES=[
            "text/html",
            "text/css",
            "text/plain",
            "text/calendar",
            "text/javascript",
            "application/json",
            "application/wasm",
            "image/svg+xml",
        ],
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def put_parts_in(app: Flask) -> None:
    """Put in what all pages share, then the parts of the site."""
    compile_catalogues(languages.TRANSLATIONS)
    Compress(app)
    addresses.init(app)
    bodies.init(app)
    crowds.init(app)
    files.init(app)
    forged.init(app)
    languages.init(app)
    words.init(app)
    log.init(app)
    headers.init(app)
    limits.init(app)
    uses.init(app)
    denials.init(app)
    errors.init(app)
    sessions.init(app)
    csrf = CSRFProtect(app)
    register_parts(app, csrf)
    security.init(app)
    identity_provider.init(app)


def fingerprint(folder: Path) -> str:
    """Make a name for the state of the static files, so that browsers may keep them for ever."""
    digest = sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
