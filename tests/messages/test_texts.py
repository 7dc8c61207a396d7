"""Text messages: one each, through a gateway or as files, and none at night."""

import json
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from hypothesis import given, strategies as st

from eventsys.core.db import db
from eventsys.core.text import Language
from eventsys.messages.errors import Refused, Uncertain, Unreachable
from eventsys.messages.rules import awake_at, is_night
from eventsys.messages.texts.post import FileTexts, GatewayTexts, TextMessage, texts_of
from eventsys.messages.texts.rules import GSM, fits, text_of
from eventsys.registration.queries import get_registration, token_of
from eventsys.registration.rules import Channel, Contact
from tests.factories import AT
from tests.settings import BASE_URL, make_settings

MESSAGE = TextMessage(message_id="<1@localhost>", recipient="+4520304050", text="Hej")
LINK = "https://tilmelding.kk.dk/r/0123456789abcdef.0123456789012345678901"
PHONE = Contact(name="Amina", channel=Channel.PHONE, phone="+4520304050")


@pytest.fixture
def gateway():
    """A gateway on loopback that answers as it is told; `drop` hangs up."""
    asked, answers = [], []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            asked.append((self.path, dict(self.headers), json.loads(body)))
            answer = answers.pop(0) if answers else 202
            if answer == "drop":
                self.connection.close()
                return
            self.send_response(answer)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"127.0.0.1:{server.server_port}", asked, answers
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_gateway_gets_number_and_text_with_an_id_that_stays(gateway):
    place, asked, _ = gateway
    GatewayTexts(f"http://us%40er:pass@{place}/send?from=KBH").send(MESSAGE)
    [(path, head, body)] = asked
    assert (path, body) == ("/send", {"to": "+4520304050", "text": "Hej", "from": "KBH"})
    assert head["Idempotency-Key"] == "<1@localhost>"
    assert head["Authorization"] == "Basic dXNAZXI6cGFzcw=="


@pytest.mark.parametrize(
    ("answer", "failure"),
    [(400, Refused), (429, Unreachable), (503, Unreachable), ("drop", Uncertain)],
)
def test_a_gateways_answer_says_whether_to_try_again(gateway, answer, failure):
    place, _, answers = gateway
    answers.append(answer)
    with pytest.raises(failure):
        GatewayTexts(f"http://{place}/").send(MESSAGE)


def test_a_gateway_that_is_away_is_tried_later(gateway):
    with pytest.raises(Unreachable):
        GatewayTexts("http://127.0.0.1:1/").send(MESSAGE)


def test_without_a_gateway_messages_are_files(tmp_path):
    settings = make_settings(tmp_path, "sqlite://")
    post = texts_of(settings)
    assert post == FileTexts(tmp_path / "outbox")
    post.send(MESSAGE)
    post.send(MESSAGE)
    [file] = (tmp_path / "outbox").iterdir()
    assert (file.suffix, file.read_text()) == (".sms", "To: +4520304050\n\nHej\n")
    url = "https://gateway.example.dk/"
    assert texts_of(make_settings(tmp_path, "sqlite://", sms_url=url)) == GatewayTexts(url)


def test_a_folder_that_cannot_be_written_is_tried_later(tmp_path):
    (tmp_path / "outbox").write_text("a file in the way")
    with pytest.raises(Unreachable):
        FileTexts(tmp_path / "outbox").send(MESSAGE)


def test_a_danish_text_says_what_it_is_about_in_one_message():
    text = text_of("Ny tid: Fødselsdagsfest på Nørrebro", ["ABCD-EFGH"], [LINK], Language.DANISH)
    assert text == f"Ny tid: Fødselsdagsfest på Nørrebro\nABCD-EFGH\n{LINK}"
    assert set(text) <= GSM
    long = text_of("Ny tid: " + "Fest " * 40, ["ABCD-EFGH"], [LINK], Language.DANISH)
    assert len(long) == 160
    assert long.partition("\n")[0].endswith("...")


@pytest.mark.parametrize("language", [Language.ARABIC, Language.URDU])
def test_arabic_and_urdu_texts_are_reference_and_link_alone(language):
    assert text_of("موعد جديد", ["ABCD-EFGH"], [LINK], language) == f"ABCD-EFGH\n{LINK}"


def test_turkish_letters_are_written_so_that_all_fits():
    text = text_of("Şişli çağrı: ılık İş", ["ABCD-EFGH"], [LINK], Language.TURKISH)
    assert text.partition("\n")[0] == "Sisli cagri: ilik Is"


@given(st.text(max_size=300), st.sampled_from(Language))
def test_whatever_the_words_are_one_message_holds_reference_and_link(words, language):
    text = text_of(words, ["ABCD-EFGH"], [LINK], language)
    assert fits(text) or text == f"ABCD-EFGH\n{LINK}"
    assert text.endswith(f"ABCD-EFGH\n{LINK}")


@given(st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2027, 12, 31)))  # noqa: DTZ001 -- a local time has no zone yet
def test_phones_sound_by_day_and_as_soon_as_they_may(naive):
    at = naive.replace(tzinfo=UTC)
    awake = awake_at(at)
    assert not is_night(awake)
    assert timedelta() <= awake - at <= timedelta(hours=12)
    assert (awake == at) == (not is_night(at))


def test_who_gave_a_phone_number_gets_a_text_by_day(registered, work, phones):
    registration_id = registered(contact=PHONE)
    night = AT.replace(hour=23)
    work(night)
    assert phones.taken == []
    work(AT + timedelta(days=1))
    registration = get_registration(db.session(), registration_id)
    reference = f"{registration.reference[:4]}-{registration.reference[4:]}"
    [text] = phones.taken
    assert text.recipient == "+4520304050"
    assert text.text.splitlines() == [
        "Your tickets: Summer party",
        reference,
        f"{BASE_URL}/r/{token_of(registration)}",
    ]


def test_what_was_due_in_the_evening_waits_for_the_morning(registered, work, phones):
    registered(contact=PHONE)
    phones.failures = [Unreachable("gateway 503")]
    evening = AT.replace(hour=18, minute=59)
    work(evening)
    work(evening + timedelta(minutes=5))
    assert phones.taken == []
    work(evening + timedelta(hours=12))
    assert len(phones.taken) == 1
