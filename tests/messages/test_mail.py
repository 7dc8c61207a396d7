"""Mail as mail programs read it."""

from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from hypothesis import given, settings, strategies as st

from eventsys.messages.mail import Envelope, Picture, write_mail

ENVELOPE = Envelope(
    sender="no-reply@billet.kk.dk",
    recipient="lise@example.org",
    message_id="<1@billet.kk.dk>",
    written_at=datetime(2027, 6, 1, 12, tzinfo=UTC),
    language="da",
)
TEXT = "Billetter til Sørens fest\n\nVis billetten – på papir.\n"
PAGE = '<p>Hej</p><img src="cid:ticket-1" alt="QR">'


def read_back(**changes):
    values = {"text": TEXT, "page": PAGE, "pictures": [Picture(name="ticket-1", png=b"PNG")]}
    mail = write_mail(ENVELOPE, **(values | changes))
    return message_from_bytes(mail.as_bytes(), policy=policy.default)


def test_the_first_line_of_the_text_is_the_subject():
    mail = read_back()
    assert mail["Subject"] == "Billetter til Sørens fest"
    assert mail.get_body(("plain",)).get_content().splitlines() == ["Vis billetten – på papir."]


def test_headers_say_who_when_and_that_a_machine_wrote():
    mail = read_back()
    names = ("From", "To", "Date", "Message-ID", "Content-Language", "Auto-Submitted")
    assert [str(mail[name]) for name in names] == [
        "no-reply@billet.kk.dk",
        "lise@example.org",
        "Tue, 01 Jun 2027 12:00:00 +0000",
        "<1@billet.kk.dk>",
        "da",
        "auto-generated",
    ]


def test_text_and_page_stand_side_by_side_and_pictures_within_the_page():
    parts = [(part.get_content_type(), part["Content-ID"]) for part in read_back().walk()]
    assert parts == [
        ("multipart/alternative", None),
        ("text/plain", None),
        ("multipart/related", None),
        ("text/html", None),
        ("image/png", "<ticket-1>"),
    ]


def test_a_page_without_pictures_stands_alone():
    parts = [part.get_content_type() for part in read_back(pictures=[]).walk()]
    assert parts == ["multipart/alternative", "text/plain", "text/html"]


def test_no_line_is_longer_than_mail_allows():
    raw = write_mail(ENVELOPE, text=TEXT + "ø" * 5000, page="<p>" + "ع" * 5000, pictures=[])
    assert max(map(len, raw.as_bytes().split(b"\r\n"))) <= 998


@pytest.mark.parametrize("address", ["a@b.dk\r\nBcc: c@d.dk", "a@b.dk\nX: y"])
def test_a_line_break_in_a_header_is_refused(address):
    envelope = Envelope(**(vars(ENVELOPE) | {"recipient": address}))
    with pytest.raises(ValueError, match=r"newline|linefeed"):
        write_mail(envelope, text=TEXT, page=PAGE, pictures=[])


LETTERS = {
    "Danish": "abcdefghijklmnopqrstuvwxyzæøå ",
    "Turkish": "abcçdefgğhıijklmnoöprsştuüvyz ",
    "Arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي ",
    "Urdu": "ابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنوہی ",
    "Cyrillic": "абвгдежзийклмнопрстуфхцчшщыэюя ",
    "Emoji": "😀👨‍👩‍👧 a",
}


@settings(derandomize=True, max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(LETTERS)).flatmap(
        lambda name: st.text(LETTERS[name], min_size=1, max_size=200)
    )
)
def test_a_subject_in_any_script_keeps_every_space(typed):
    subject = " ".join(f"x {typed} x".split())
    wire = write_mail(ENVELOPE, text=f"{subject}\n\nHej\n", page=PAGE, pictures=[]).as_bytes()
    assert message_from_bytes(wire, policy=policy.default)["Subject"] == subject
    assert max(map(len, wire.partition(b"MIME")[0].splitlines())) <= 78
    assert wire.partition(b"\r\n\r\n")[0].isascii()
