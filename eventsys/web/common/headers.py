"""What every answer says to the browser: strict, the same on errors."""

from flask import Flask, Response, current_app

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "style-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
UNFRAMED = "frame-ancestors 'none'"
STRICT = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
STRICT_OVER_TLS = STRICT | {
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
}


def init(app: Flask) -> None:
    """Put the headers on every answer; what a view has set itself stays."""
    app.after_request(add_headers)


def add_headers(response: Response) -> Response:
    """Complete an answer's headers."""
    present = {name.lower() for name, _ in response.headers}
    wanted = STRICT_OVER_TLS if current_app.config["SESSION_COOKIE_SECURE"] else STRICT
    if UNFRAMED not in response.headers.get("Content-Security-Policy", UNFRAMED):
        present.add("x-frame-options")  # knows only "never" and "our own site"
    response.headers.extend((name, wanted[name]) for name in wanted if name.lower() not in present)
    return response
