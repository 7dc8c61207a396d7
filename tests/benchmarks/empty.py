"""The yardstick: a Flask application with one view that does nothing, under the same server."""

import sys

from flask import Flask

from eventsys.cli.serve import HOST, server_at


def make_empty() -> Flask:
    """Make the application."""
    app = Flask("empty")
    app.add_url_rule("/", view_func=lambda: "ok\n")
    return app


if __name__ == "__main__":
    server_at(HOST, int(sys.argv[1])).serve(target_loader=make_empty, wrap_loader=False)
