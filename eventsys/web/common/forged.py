"""Fields that no form of ours has: they change nothing, and a request that holds some is logged."""

import logging
import re
from collections.abc import Iterable

from flask import Flask, Response, g, request

requests_log = logging.getLogger("eventsys.requests")
NUMBER = re.compile(r"(?a)(?<=-)[0-9]+(?=-|$)")
HARMLESS = re.compile(r"(?a)[a-zA-Z_*-]{1,40}")
MOST_NAMES = 5
# What views read beside their forms: buttons, and what a page remembers. A test of the house looks.
BESIDE = frozenset(
    {
        *("List-Unsubscribe", "add_occasion", "add_option", "add_weekly", "again", "allowed"),
        *("anew", "ask", "block", "browser", "columns", "csrf_token", "do", "drop", "email"),
        *("flags", "gate", "if_full", "key", "known", "name", "next", "occasion", "original"),
        *("overbooked", "people", "query", "read", "reason", "recount", "remove_occasion"),
        *("remove_option", "save", "scan", "seen", "shared", "show", "sure", "to", "told"),
        *("typed", "waitlist", "was", "which", "yes"),
    }
)


def init(app: Flask) -> None:
    """Look at each request when it is answered."""
    app.after_request(log_forged)


def know(names: Iterable[str]) -> None:
    """Note which fields a form has that this request is read with; several may be."""
    g.setdefault("fields_of_forms", set()).update(map(without_numbers, names))


def know_all() -> None:
    """Note that this request is also read by what is no form, such as a filter's choices."""
    know(request.form)


def without_numbers(name: str) -> str:
    """Name all entries of a list alike: a page may have sent more of them than are left."""
    return NUMBER.sub("*", name)


def log_forged(response: Response) -> Response:
    """Say once for a request which of its fields no form has, and never what they held."""
    known = g.get("fields_of_forms")
    if known:
        forged = {without_numbers(name) for name in request.form} - known - BESIDE
        if forged:
            facts = {
                "route": request.url_rule.rule if request.url_rule else None,
                "number": len(forged),
                "names": sorted(filter(HARMLESS.fullmatch, forged))[:MOST_NAMES],
            }
            requests_log.warning("fields that no form has", extra={"facts": facts})
    return response
