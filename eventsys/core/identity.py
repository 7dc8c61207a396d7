"""What the sign-in library asks of a table; the one door to it below the web."""

from flask_security import RoleMixin, UserMixin, WebAuthnMixin

__all__ = ["RoleMixin", "UserMixin", "WebAuthnMixin"]
