"""Scanner and counter: the pages, and the files that they load."""

import json

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from eventsys.core.text import Language
from eventsys.web.common.guards import open_to_all
from eventsys.web.common.languages import current_language
from eventsys.web.gate.contents import content_of
from eventsys.web.gate.editions import edition_of, manifest_of, render_page, worker_of
from eventsys.web.gate.shell import SHELLS, kind_of, version_of

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
    return render_page("scan", asked_language())


@blueprint.get("/count/")
@open_to_all
def count() -> ResponseReturnValue:
    """Show the counter."""
    return render_page("count", asked_language())


@blueprint.get("/scan/sw.js")
@open_to_all
def scan_worker() -> ResponseReturnValue:
    """Send what lets the scanner start without a connection."""
    return send_worker_of("scan")


@blueprint.get("/count/sw.js")
@open_to_all
def count_worker() -> ResponseReturnValue:
    """Send what lets the counter start without a connection."""
    return send_worker_of("count")


@blueprint.get("/scan/manifest.webmanifest")
@open_to_all
def scan_manifest() -> ResponseReturnValue:
    """Describe the scanner to a phone that installs it."""
    return send_manifest_of("scan")


@blueprint.get("/count/manifest.webmanifest")
@open_to_all
def count_manifest() -> ResponseReturnValue:
    """Describe the counter to a phone that installs it."""
    return send_manifest_of("count")


@blueprint.get("/scan/<edition>/<language:of>.html")
@open_to_all
def scan_page(edition: str, of: Language) -> ResponseReturnValue:
    """Send the scanner's page as a phone keeps it."""
    return send_page_of("scan", edition, of)


@blueprint.get("/count/<edition>/<language:of>.html")
@open_to_all
def count_page(edition: str, of: Language) -> ResponseReturnValue:
    """Send the counter's page as a phone keeps it."""
    return send_page_of("count", edition, of)


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


def asked_language() -> Language:
    """Tell the language that the address asks for behind its `?`, else the browser's."""
    return request.args.get("lang", type=Language) or current_language()


def send_worker_of(page: str) -> Response:
    """Send the page's service worker, which the browser asks for anew each time."""
    response = Response(worker_of(page), mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response


def send_manifest_of(page: str) -> Response:
    """Send the page's manifest in the language asked for."""
    words = manifest_of(page, asked_language())
    response = Response(json.dumps(words), mimetype="application/manifest+json")
    response.headers["Cache-Control"] = "no-cache"
    return response


def send_page_of(page: str, edition: str, language: Language) -> Response:
    """Send the page of an edition; a phone that keeps another one must not mix the two."""
    if edition != edition_of(page):
        return Response(status=404)
    return Response(render_page(page, language), headers={"Cache-Control": FOR_EVER})


def send_file_of(page: str, version: str, name: str) -> Response:
    """Send a file of the page's shell under the version that it has, and under no other.

    A page from before an upgrade must not run with files from after it.
    """
    if name not in SHELLS[page] or version != version_of(page):
        return Response(status=404)
    headers = {"Cache-Control": FOR_EVER}
    return Response(content_of(name), mimetype=kind_of(name), headers=headers)
