"""Flask-Security, fitted to this house: password, one-time codes, recovery codes, revocation."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from flask import Flask, g, request, session as cookie
from flask_login import current_user, user_logged_out
from flask_security import (
    Security,
    SQLAlchemyUserDatastore,
    user_authenticated,
    wan_deleted,
    wan_registered,
)
from flask_security.utils import set_request_attr

from eventsys.core import clock
from eventsys.core.audit import record
from eventsys.core.db import Session, begin_writing, db, is_writing
from eventsys.core.keys import Purpose, keys
from eventsys.core.settings import Settings
from eventsys.documents.qr import qr_path
from eventsys.people.models import Account, Passkey, Role
from eventsys.people.operations import begin_sign_in, end_sign_in
from eventsys.people.queries import find_signed_in
from eventsys.people.rules import is_in_use, is_to_note
from eventsys.people.signing.operations import sign_in
from eventsys.web.account.browsers import browser_of
from eventsys.web.account.forms import OFFICE, SignInForm, problems_in
from eventsys.web.account.identity_provider import is_offered
from eventsys.web.account.one_time_codes import OneTimeTotp
from eventsys.web.account.passkeys import HousePasskeys, PasskeyForm
from eventsys.web.account.passwords import SHORTEST_PASSPHRASE
from eventsys.web.account.recovery_codes import OneTimeRecoveryCodes
from eventsys.web.account.routes import guard_routes
from eventsys.web.common import certainty
from eventsys.web.common.guards import current_account, current_principal
from eventsys.web.common.languages import TRANSLATIONS
from eventsys.web.common.sessions import only_behind_the_sign_in

PREFIX = "security"
NOTED = "used_at"
STAYS = "stays"
"""How somebody signs in who was in, and whose other browsers went out."""


REFUSALS = (
    "API_ERROR",
    "WEBAUTHN_CREDENTIAL_ID_INUSE",
    "WEBAUTHN_CREDENTIAL_WRONG_USAGE",
    "WEBAUTHN_MISMATCH_USER_HANDLE",
    "WEBAUTHN_NO_VERIFY",
    "WEBAUTHN_ORPHAN_CREDENTIAL_ID",
    "WEBAUTHN_UNKNOWN_CREDENTIAL_ID",
)
"""Why a passkey was refused; whoever shows one is told only that it was."""


def init(app: Flask) -> Security:
    """Put the sign-in pages into the application."""
    app.config.update({f"SECURITY_{name}": value for name, value in choices().items()})
    settings: Settings = app.config["SETTINGS"]
    app.config["SECURITY_PASSWORD_SALT"] = settings.password_pepper
    security = only_behind_the_sign_in(app, lambda: library_in(app))
    hold_to_sign_ins(security)
    security.want_json(lambda _: False)
    certainty.init(security)
    security.context_processor(shown)
    user_authenticated.connect(remember, app)
    user_logged_out.connect(forget, app)
    wan_registered.connect(note_new_passkey, app)
    wan_deleted.connect(note_removed_passkey, app)
    guard_routes(app, PREFIX)
    return security


def shown() -> dict[str, object]:
    """Give the library's pages what they show beside its own."""
    return {
        "problems_of": problems_in,
        "draw_qr": qr_path,
        "offers_provider": is_offered(),
        "sets_up": g.get("sets_up", False),
        "is_provided": current_user.is_authenticated and current_user.oidc_subject is not None,
    }


def library_in(app: Flask) -> Security:
    """Put the library in, with our forms, our accounts and codes that are good for one use."""
    return Security(
        app,
        SQLAlchemyUserDatastore(db, Account, Role, Passkey),
        login_form=SignInForm,
        wan_register_form=PasskeyForm,
        webauthn_util_cls=HousePasskeys,
        totp_cls=OneTimeTotp,
        mf_recovery_codes_util_cls=OneTimeRecoveryCodes,
    )


def choices() -> dict[str, object]:
    """Decide all that the library leaves open, its unsafe defaults first of all."""
    return {
        "BLUEPRINT_NAME": PREFIX,
        "URL_PREFIX": "/account",
        "LOGIN_URL": "/sign-in",
        "LOGOUT_URL": "/sign-out",
        "TWO_FACTOR_SETUP_URL": "/app",
        "TWO_FACTOR_TOKEN_VALIDATION_URL": "/code",
        "MULTI_FACTOR_RECOVERY_URL": "/recovery",
        "MULTI_FACTOR_RECOVERY_CODES_URL": "/recovery-codes",
        "VERIFY_URL": "/verify",
        "LOGIN_USER_TEMPLATE": "security/login.html",
        "LOGOUT_USER_TEMPLATE": "security/logout.html",
        "TWO_FACTOR_VERIFY_CODE_TEMPLATE": "security/two_factor_token_validation.html",
        "POST_LOGIN_VIEW": OFFICE,
        "POST_LOGOUT_VIEW": "/account/sign-in",
        "STATIC_FOLDER": None,
        "I18N_DIRNAME": ["builtin", str(TRANSLATIONS)],
        "DATETIME_FACTORY": clock.now,
        "PASSWORD_HASH": "argon2",
        "PASSWORD_SCHEMES": ["argon2"],
        "PASSWORD_LENGTH_MIN": SHORTEST_PASSPHRASE,
        "PASSWORD_CHECK_BREACHED": None,
        "EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
        "RETURN_GENERIC_RESPONSES": True,
        "REGISTERABLE": False,
        "RECOVERABLE": False,
        "CHANGEABLE": False,
        "TRACKABLE": False,
        "API_ENABLED_METHODS": ["session"],
        "LOGOUT_METHODS": ["POST"],
        "LOGOUT_CSRF": True,
        "CLI_USERS_NAME": False,
        "CLI_ROLES_NAME": False,
        "CACHE_CONTROL": None,
        "EMAIL_HTML": False,
        **requests_to_sign_in(),
        **second_factor(),
        **passkeys(),
    }


def requests_to_sign_in() -> dict[str, object]:
    """Ask calmly: nothing went wrong where somebody is to sign in first."""
    return {
        "MSG_UNAUTHENTICATED": ("You must sign in to view this resource.", "info"),
        "MSG_REAUTHENTICATION_REQUIRED": (
            "You must reauthenticate to access this endpoint",
            "info",
        ),
    }


def second_factor() -> dict[str, object]:
    """Ask everybody for a one-time code from an app, each good for one use; no mail, no SMS."""
    return {
        "TWO_FACTOR": True,
        "TWO_FACTOR_REQUIRED": True,
        "TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "TWO_FACTOR_RESCUE_EMAIL": False,
        "TWO_FACTOR_AUTHENTICATOR_VALIDITY": 30,
        "TWO_FACTOR_ALWAYS_VALIDATE": True,
        "TWO_FACTOR_POST_SETUP_VIEW": "/account/",
        "TOTP_ISSUER": "eventsys",
        "TOTP_SECRETS": {name_of(key): key for key in keys().derived(Purpose.TOTP)},
        "MULTI_FACTOR_RECOVERY_CODES": True,
        "MULTI_FACTOR_RECOVERY_CODES_N": 10,
        "MULTI_FACTOR_RECOVERY_CODES_KEYS": keys().derived(Purpose.RECOVERY),
        "FRESHNESS": timedelta(minutes=15),
        "FRESHNESS_GRACE_PERIOD": timedelta(minutes=5),
    }


def passkeys() -> dict[str, object]:
    """Let a device that knows its owner take the place of passphrase and code."""
    return {
        "WEBAUTHN": True,
        "WAN_RP_NAME": "eventsys",
        "WAN_REGISTER_URL": "/passkeys",
        "WAN_DELETE_URL": "/passkeys/remove",
        "WAN_SIGNIN_URL": "/sign-in/passkey",
        "WAN_SIGNIN_WITHIN": timedelta(minutes=5),
        "WAN_ALLOW_AS_FIRST_FACTOR": True,
        "WAN_ALLOW_AS_MULTI_FACTOR": True,
        "WAN_ALLOW_USER_HINTS": False,
        "MSG_WEBAUTHN_EXPIRED": ("That took too long. Please start over.", "error"),
        "MSG_WEBAUTHN_NAME_INUSE": ("You have a passkey with this name.", "error"),
        "MSG_WEBAUTHN_NAME_NOT_FOUND": ("The passkey is not there any more.", "error"),
        "MSG_WEBAUTHN_NAME_DISALLOWED_CHARACTERS": (
            "Use letters, numbers, blanks and hyphens.",
            "error",
        ),
        "MSG_WEBAUTHN_CREDENTIAL_DELETED": ("The passkey is removed.", "ok"),
        "MSG_WEBAUTHN_REGISTER_SUCCESSFUL": ("The passkey is saved.", "ok"),
        **{f"MSG_{reason}": ("The passkey was refused.", "error") for reason in REFUSALS},
    }


def name_of(key: str) -> str:
    """Name a key beside what it encrypts, so that it is found again after a newer one came."""
    return sha256(key.encode()).hexdigest()[:8]


def hold_to_sign_ins(security: Security) -> None:
    """Believe a cookie only as long as its row stands; no other way in is asked."""
    security.login_manager.user_loader(load_signed_in)
    security.login_manager.request_loader(lambda _: None)


def load_signed_in(uniquifier: str) -> Account | None:
    """Give whom a cookie names, and tell the library by what way and when they came in."""
    token, at = cookie.get("sign_in", ""), clock.now()
    account = find_signed_in(db.session(), uniquifier, token, at=at)
    if account is None or not goes_on(at):
        return None
    set_request_attr("fs_authn_via", "session")
    set_request_attr("fs_paa", cookie.get("fs_paa", 0))
    return account


def goes_on(at: datetime) -> bool:
    """Tell whether this browser was used lately; note it in its cookie, at most once a minute.

    The cookie is signed and stands for itself: no page that is read writes to the database.
    """
    noted_at = datetime.fromtimestamp(cookie.get(NOTED, 0), UTC)
    if not is_in_use(noted_at, at=at):
        return False
    if is_to_note(noted_at, at=at):
        note_use(at)
    return True


def note_use(at: datetime) -> None:
    """Write into the cookie when the browser was used last."""
    cookie[NOTED] = int(at.timestamp())


def remember(
    _: Flask, user: Account, authn_via: Sequence[str] | None = None, **_extra: object
) -> None:
    """Give the browser a sign-in that can be taken back."""
    session: Session = db.session()
    if not is_writing(session):  # the password page hashes for long, and so holds no lock
        session = begin_writing()
    browser, at = browser_of(request.user_agent.string), clock.now()
    begin = begin_sign_in if STAYS in (authn_via or ()) else sign_in
    cookie["sign_in"] = begin(session, user, browser, at=at)
    note_use(at)


def note_new_passkey(_: Flask, **_extra: object) -> None:
    """Write down that somebody saved a passkey, and remember it for the first sign-in."""
    g.passkey_saved = True
    by = current_principal()
    record(db.session(), "add-passkey", current_account(), {}, at=clock.now(), by=by)


def note_removed_passkey(_: Flask, **_extra: object) -> None:
    """Write down that somebody removed a passkey."""
    by = current_principal()
    record(db.session(), "remove-passkey", current_account(), {}, at=clock.now(), by=by)


def forget(_: Flask, **_extra: object) -> None:
    """Take the browser's sign-in back."""
    token = cookie.pop("sign_in", None)
    if token is not None:
        end_sign_in(db.session(), token)
