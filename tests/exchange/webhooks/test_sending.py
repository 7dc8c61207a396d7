"""News go to a receiver in the open internet, within their time, and nowhere else (SEC6)."""

import socket
import ssl
import time

import pytest

from eventsys.exchange.webhooks.errors import TryFailed
from eventsys.exchange.webhooks.rules import Failure, is_public
from eventsys.exchange.webhooks.sending import Clock, Sender, connect, in_time, resolve
from tests.exchange.webhooks.server import URL, serving

HEADERS = {"webhook-id": "msg_1"}
SOON, LONG = 0.4, 20.0
NOWHERE = ".".join("0000")


def fails(sender, url=URL):
    """Try to send and tell why it failed, with the status."""
    with pytest.raises(TryFailed) as found:
        sender.send(url, HEADERS, b"{}")
    return found.value.failure, found.value.status


def test_news_arrive_with_their_body_at_the_path_and_host_of_the_address(partner):
    assert partner.sender().send(URL, HEADERS, b'{"a":1}') == 204
    [request] = partner.requests
    assert (request.line, request.body) == ("POST /eventsys?team=7 HTTP/1.1", b'{"a":1}')
    assert (request.headers["host"], request.headers["webhook-id"]) == ("news.example.org", "msg_1")


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "::1", "::ffff:127.0.0.1", "10.1.2.3", "169.254.169.254", "fe80::1", NOWHERE],
)
def test_a_name_that_leads_into_a_closed_network_is_not_called(partner, address):
    assert fails(partner.sender(addresses=(address,), is_allowed=is_public)) == (
        Failure.PRIVATE,
        None,
    )
    assert partner.connections == 0


def test_one_closed_address_among_open_ones_is_enough(partner):
    sender = partner.sender(addresses=("8.8.8.8", "127.0.0.1"), is_allowed=is_public)
    assert fails(sender) == (Failure.PRIVATE, None)
    assert partner.connections == 0


def test_a_name_that_changes_its_answer_is_asked_once_and_no_more(partner):
    """Rebinding: the second answer would lead to loopback, where somebody listens."""
    answers, dialled = [["8.8.8.8"], ["127.0.0.1"]], []

    def dial(addresses, port, clock):
        dialled.append((list(addresses), port))
        raise ConnectionRefusedError

    sender = partner.sender(resolve=lambda *_: answers.pop(0), is_allowed=is_public, connect=dial)
    assert fails(sender) == (Failure.UNREACHABLE, None)
    assert (dialled, answers) == ([(["8.8.8.8"], 443)], [["127.0.0.1"]])
    assert partner.connections == 0


def test_control_without_the_judgement_of_addresses_loopback_is_called(partner):
    """The same answers of the name server: the tests above can fail."""
    partner.sender(addresses=("127.0.0.1",)).send(URL, HEADERS, b"{}")
    assert partner.connections == 1


@pytest.mark.parametrize(
    "host", ["2130706433", "0x7f.1", "017700000001", "127.1", "[::ffff:127.0.0.1]", "localhost"]
)
def test_an_address_that_was_typed_before_it_was_judged_is_not_called(partner, host):
    assert fails(partner.sender(), f"https://{host}/") == (Failure.PRIVATE, None)
    assert partner.connections == 0


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "017700000001", "127.1"])
def test_numbers_that_the_system_reads_as_loopback_would_be_refused_by_what_they_mean(host):
    assert not any(is_public(each) for each in resolve(host, 443))


def test_a_redirect_is_not_followed(partner):
    partner.answers = [b"HTTP/1.1 302 Found\r\nLocation: https://news.example.org/b\r\n\r\n"]
    assert fails(partner.sender()) == (Failure.REDIRECT, 302)
    assert len(partner.requests) == 1


@pytest.mark.parametrize("status", [400, 404, 410, 500, 503])
def test_a_refusal_tells_its_status(partner, status):
    partner.answers = [f"HTTP/1.1 {status} No\r\n\r\n".encode()]
    assert fails(partner.sender()) == (Failure.REFUSED, status)


def test_what_comes_before_the_answer_is_passed_over(partner):
    partner.answers = [b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"]
    assert partner.sender().send(URL, HEADERS, b"{}") == 200


def test_a_receiver_that_is_silent_is_left_in_time(partner):
    partner.answers = [[LONG]]
    assert within(lambda: fails(partner.sender(seconds=SOON))) == (Failure.SLOW, None)


def test_a_receiver_that_answers_drop_by_drop_is_left_in_time(partner):
    partner.answers = [[b"HTTP/1.1 2", *[SOON / 4, b"0"] * 200]]
    assert within(lambda: fails(partner.sender(seconds=SOON))) == (Failure.SLOW, None)


def test_name_servers_that_are_silent_are_left_in_time(partner):
    sender = partner.sender(resolve=lambda *_: time.sleep(LONG) or [], seconds=SOON)
    assert within(lambda: fails(sender)) == (Failure.SLOW, None)


def within(operation):
    """Do something and see that it did not take much longer than its time."""
    begun = time.monotonic()
    found = operation()
    assert time.monotonic() - begun < LONG / 2
    return found


def test_an_endless_head_is_not_read_to_its_end(partner):
    line = b"X-Filler: " + b"a" * 8000 + b"\r\n"
    partner.answers = [[b"HTTP/1.1 200 OK\r\n", *[line] * 30]]
    assert fails(partner.sender()) == (Failure.GARBLED, None)


def test_an_answer_that_is_none_is_told(partner):
    partner.answers = [b"hello\r\n\r\n"]
    assert fails(partner.sender()) == (Failure.GARBLED, None)


def test_a_body_of_an_answer_is_not_waited_for(partner):
    partner.answers = [[b"HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\nabc", 20.0]]
    begun = time.monotonic()
    assert partner.sender().send(URL, HEADERS, b"{}") == 200
    assert time.monotonic() - begun < 15


def test_a_receiver_with_the_certificate_of_another_name_gets_nothing(tmp_path):
    with serving(tmp_path, name="other.example.org") as other:
        assert fails(other.sender()) == (Failure.NO_TRUST, None)
        assert other.requests == []


def test_a_certificate_that_nobody_vouches_for_is_worth_nothing(partner):
    sender = partner.sender(trust=ssl.create_default_context())
    assert fails(sender) == (Failure.NO_TRUST, None)
    assert partner.requests == []


def test_nobody_who_listens_is_told(partner):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]

        def dial(addresses, _port, clock):
            return connect(addresses, port, clock)

        assert fails(partner.sender(connect=dial)) == (Failure.UNREACHABLE, None)


def test_a_name_that_nobody_knows_is_told(partner):
    def unknown(*_):
        raise socket.gaierror(-2, "Name or service not known")

    assert fails(partner.sender(resolve=unknown)) == (Failure.UNKNOWN_HOST, None)
    assert fails(partner.sender(addresses=())) == (Failure.UNKNOWN_HOST, None)


def test_where_the_first_address_does_not_answer_the_next_is_tried(partner):
    sender = partner.sender(addresses=("::1", "127.0.0.1"))  # nobody listens at the first
    assert sender.send(URL, HEADERS, b"{}") == 204


def test_no_proxy_of_the_environment_is_asked(partner, monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    assert partner.sender().send(URL, HEADERS, b"{}") == 204


def test_in_earnest_addresses_are_judged_and_certificates_asked_for():
    sender = Sender()
    assert (sender.is_allowed, sender.connect, sender.resolve) == (is_public, connect, resolve)
    assert (sender.trust.verify_mode, sender.trust.check_hostname) == (ssl.CERT_REQUIRED, True)
    assert sender.seconds == 3


def test_a_clock_that_ran_out_says_so():
    with pytest.raises(TimeoutError):
        Clock(0).left()


def test_what_asking_raises_is_raised_in_time():
    def ask():
        raise UnicodeError

    with pytest.raises(UnicodeError):
        in_time(ask, 1)
