"""The files that scanner and counter load, each kept with its page for a phone without network."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from eventsys.core.settings import ROOT

STATIC = ROOT / "static"

LOOK = (
    "css/gate.css",
    "css/theme.css",
    "fonts/ibm-plex-sans-arabic-arabic-400-normal.woff2",
    "fonts/ibm-plex-sans-arabic-arabic-600-normal.woff2",
    "fonts/ibm-plex-sans-latin-400-normal.woff2",
    "fonts/ibm-plex-sans-latin-600-normal.woff2",
    "fonts/ibm-plex-sans-latin-ext-400-normal.woff2",
    "fonts/ibm-plex-sans-latin-ext-600-normal.woff2",
    "img/icon-180.png",
    "img/icon-192.png",
    "img/icon-512.png",
    "img/icon-maskable.png",
    "img/icon.svg",
)
COMMON = (
    *LOOK,
    "js/core/dom.js",
    "js/core/format.js",
    "js/core/http.js",
    "js/core/idb.js",
    "js/core/ids.js",
    "js/gate/devices.js",
    "js/gate/handover-dialog.js",
    "js/gate/handover.js",
    "js/gate/installing.js",
    "js/gate/journal.js",
    "js/gate/keeping.js",
    "js/gate/pairing.js",
    "js/gate/scans.js",
    "js/gate/schedule.js",
    "js/gate/screen.js",
    "js/gate/signal.js",
    "js/gate/start.js",
    "js/gate/sync.js",
    "js/gate/tally.js",
    "js/gate/qr.js",
    "js/gate/transfer-bytes.js",
    "js/gate/transfer-mark.js",
    "js/gate/transfer-show.js",
    "js/gate/transfer-values.js",
    "js/gate/transfer.js",
    "vendor/lean-qr/lean-qr.js",
    "js/gate/upkeep.js",
)
SHELLS = {
    "scan": (
        *COMMON,
        "js/gate/camera.js",
        "js/gate/decode-worker.js",
        "js/gate/cameras.js",
        "js/gate/decode.js",
        "js/gate/family-panel.js",
        "js/gate/family.js",
        "js/gate/judge-here.js",
        "js/gate/judge.js",
        "js/gate/judging.js",
        "js/gate/late.js",
        "js/gate/list.js",
        "js/gate/main.js",
        "js/gate/patience.js",
        "js/gate/reading.js",
        "js/gate/resting.js",
        "js/gate/roster-hash.js",
        "js/gate/roster.js",
        "js/gate/rules.js",
        "js/gate/settings.js",
        "js/gate/takeover-panel.js",
        "js/gate/takeover.js",
        "js/gate/taking-back.js",
        "js/gate/undo.js",
        "js/gate/verdict.js",
        "js/gate/watch.js",
        "js/gate/wedge.js",
        "vendor/zxing-wasm/reader.iife.js",
        "vendor/zxing-wasm/zxing_reader.wasm",
    ),
    "count": (
        *COMMON,
        "js/gate/count.js",
        "js/gate/headcount-form.js",
        "js/gate/headcount.js",
        "js/gate/inside.js",
    ),
}
WORKERS = {"js/gate/decode-worker.js"}
LATER = {
    "js/gate/qr.js",
    "js/gate/takeover.js",
    "js/gate/transfer-bytes.js",
    "js/gate/transfer-show.js",
    "js/gate/transfer-values.js",
    "js/gate/transfer.js",
}
"""Loaded only where rows are handed from phone to phone."""
KINDS = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
}


@cache
def version_of(page: str) -> str:
    """Compute what changes when any file of a page's shell changes."""
    total = sha256()
    for name in SHELLS[page]:
        total.update(name.encode() + b"\0" + sha256((STATIC / name).read_bytes()).digest())
    return total.hexdigest()[:12]


def kind_of(name: str) -> str:
    """Tell the media type of a file of the shell."""
    return KINDS[Path(name).suffix]


def modules_of(page: str) -> list[str]:
    """List the page's own modules, so that the browser need not find them one after another."""
    return [name for name in SHELLS[page] if name.startswith("js/") and name not in WORKERS | LATER]
