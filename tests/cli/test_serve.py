"""The server itself, with clients that do not behave."""

import socket
import time
from contextlib import ExitStack
from dataclasses import replace
from urllib.request import urlopen

import pytest

from tests.browser.server import free_port, serving

SLOW_CLIENTS = 50
A_MOMENT = 1.0
BEGUN = (
    b"POST %b HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 500\r\n\r\na="
)


@pytest.mark.parametrize("path", [b"/da/events/fest/register", b"/api/v1/scans"])
@pytest.mark.usefixtures("app")
def test_fifty_who_never_end_what_they_send_hold_nobody_up(settings, path):
    settings = replace(settings, base_url=f"http://127.0.0.1:{free_port()}")
    port = int(settings.base_url.rpartition(":")[2])
    with serving(settings) as server, ExitStack() as clients:
        for _ in range(SLOW_CLIENTS):
            slow = clients.enter_context(socket.create_connection(("127.0.0.1", port)))
            slow.sendall(BEGUN % path)
        time.sleep(A_MOMENT)  # until the server has taken them all on
        with urlopen(f"{server.url}/da/", timeout=3) as answer:  # noqa: S310 -- our own words
            assert answer.status == 200
