"""The server itself, with clients that do not behave."""

import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from urllib.request import urlopen

import pytest

from tests.browser.server import free_port, serving

SLOW_CLIENTS = 50
VISITORS = 40
BETWEEN_VISITORS = 0.05  # each who comes has one more thread begun, while there are too few
PATIENCE = 20.0  # far less than those who never end, far more than a busy machine needs
BEGUN = (
    b"POST %b HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 500\r\n\r\na="
)


@pytest.mark.parametrize("path", [b"/da/events/fest/register", b"/api/v1/scans"])
@pytest.mark.usefixtures("app")
def test_fifty_who_never_end_what_they_send_hold_nobody_up(settings, path):
    settings = replace(settings, base_url=f"http://127.0.0.1:{free_port()}")
    port = int(settings.base_url.rpartition(":")[2])
    with (
        serving(settings) as server,
        ExitStack() as clients,
        ThreadPoolExecutor(VISITORS) as visitors,
    ):
        for _ in range(SLOW_CLIENTS):
            slow = clients.enter_context(socket.create_connection(("127.0.0.1", port)))
            slow.sendall(BEGUN % path)
        answers = []
        for _ in range(VISITORS):
            answers.append(visitors.submit(status_of, f"{server.url}/da/"))
            time.sleep(BETWEEN_VISITORS)
        assert [answer.result() for answer in answers] == [200] * VISITORS


def status_of(url):
    """Ask for a page, as a visitor who does not wait for ever."""
    with urlopen(url, timeout=PATIENCE) as answer:  # noqa: S310 -- our own words
        return answer.status
