"""Whether the system is alive, and whether it is ready to be used."""

import shutil

from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import db
from eventsys.messages.queries import is_outbox_late, is_worker_alive
from eventsys.web.common.guards import open_to_all

LEAST_FREE_BYTES = 500 * 1024 * 1024

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@open_to_all
def alive() -> ResponseReturnValue:
    """Say that the process answers."""
    return "ok\n", {"Content-Type": "text/plain; charset=utf-8"}


@blueprint.get("/readyz")
@open_to_all
def ready() -> ResponseReturnValue:
    """Say whether the database, the worker, the outbox and the disk are as they should be."""
    session, at = db.session(), clock.now()
    is_ready = (
        not is_outbox_late(session, at=at)
        and is_worker_alive(session, at=at)
        and shutil.disk_usage(current_app.instance_path).free >= LEAST_FREE_BYTES
    )
    text = "ok\n" if is_ready else "not ready\n"
    return text, 200 if is_ready else 503, {"Content-Type": "text/plain; charset=utf-8"}
