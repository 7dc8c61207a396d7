"""Which browser it is, in two words."""

import pytest

from eventsys.web.account.browsers import browser_of

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko Firefox/140.0",
            "Firefox, Windows",
        ),
        (
            f"Mozilla/5.0 (Windows NT 10.0) {WEBKIT} Chrome/140 Safari/537.36 Edg/140",
            "Edge, Windows",
        ),
        (
            f"Mozilla/5.0 (Linux; Android 15; K) {WEBKIT} Chrome/140 Mobile Safari/537.36",
            "Chrome, Android",
        ),
        (
            f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) {WEBKIT} Safari/604",
            "Safari, iPhone",
        ),
        ("curl/8.0 Linux", "Linux"),
        ("", None),
        ("<script>alert(1)</script>", None),
    ],
)
def test_a_browser_is_known_by_what_it_is_and_what_it_runs_on(agent, name):
    assert browser_of(agent) == name
