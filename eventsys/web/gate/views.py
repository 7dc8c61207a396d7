"""Scanner and counter: the pages, and the files that they load."""

from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue

from eventsys.web.common.guards import open_to_all
from eventsys.web.gate.shell import SHELLS, STATIC, kind_of, modules_of, version_of

blueprint = Blueprint("gate", __name__)

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; "
    "connect-src 'self'; img-src 'self' data:; media-src 'self' blob:; style-src 'self'; "
    "font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
FOR_EVER = "public, max-age=31536000, immutable"


@blueprint.get("/scan/")
@open_to_all
def scan() -> ResponseReturnValue:
    """Show the scanner; which event it serves only the phone knows."""
    return page_of("scan")


@blueprint.get("/count/")
@open_to_all
def count() -> ResponseReturnValue:
    """Show the counter."""
    return page_of("count")


@blueprint.get("/scan/<version>/<path:name>")
@open_to_all
def scan_file(version: str, name: str) -> ResponseReturnValue:
    """Send a file of the scanner."""
    return send_file_of("scan", version, name)


@blueprint.get("/count/<version>/<path:name>")
@open_to_all
def count_file(version: str, name: str) -> ResponseReturnValue:
    """Send a file of the counter."""
    return send_file_of("count", version, name)


@blueprint.after_request
def allow_camera(response: Response) -> Response:
    """Let the page use the camera, and its worker compile the decoder."""
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=()"
    return response


def page_of(page: str) -> str:
    """Render a page; its files lie under an address with the version of all of them."""
    shell = url_for(f"gate.{page}") + version_of(page) + "/"
    return render_template(f"gate/{page}.html", shell=shell, modules=modules_of(page))


def send_file_of(page: str, version: str, name: str) -> Response:
    """Send a file of the page's shell; kept for ever only under the version that it has."""
    if name not in SHELLS[page]:
        return Response(status=404)
    response = Response((STATIC / name).read_bytes(), mimetype=kind_of(name))
    if version == version_of(page):
        response.headers["Cache-Control"] = FOR_EVER
    else:
        response.headers["Cache-Control"] = "no-cache"
    return response
