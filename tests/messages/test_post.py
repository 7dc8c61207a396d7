"""Mail leaves as files or through a server that is encrypted, verified, slow or broken."""

import socket
import ssl
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from sqlalchemy import select

from eventsys.core.db import db
from eventsys.messages.errors import Refused, Uncertain, Unreachable
from eventsys.messages.mail import write_mail
from eventsys.messages.models import OutboxMessage
from eventsys.messages.post import FilePost, SmtpPost, post_of, sender_of
from eventsys.registration.rules import Channel, Contact
from tests.factories import AT
from tests.messages.server import Desk, mail_server
from tests.messages.test_mail import ENVELOPE
from tests.settings import make_settings


@pytest.fixture
def mail():
    return write_mail(ENVELOPE, text="Emne\nTekst", page="<p>Tekst", pictures=[])


def subjects(taken):
    return [message_from_bytes(each, policy=policy.default)["Subject"] for each in taken]


def test_a_file_holds_the_whole_mail(tmp_path, mail):
    FilePost(tmp_path / "outbox").send(mail)
    [file] = (tmp_path / "outbox").iterdir()
    assert (file.suffix, file.read_bytes()) == (".eml", mail.as_bytes())


def test_the_same_mail_again_replaces_its_own_file(tmp_path, mail):
    post = FilePost(tmp_path)
    post.send(mail)
    post.send(mail)
    assert len(list(tmp_path.iterdir())) == 1


def test_a_folder_that_cannot_be_written_is_tried_later(tmp_path, mail):
    (tmp_path / "outbox").write_text("a file in the way")
    with pytest.raises(Unreachable):
        FilePost(tmp_path / "outbox").send(mail)


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_server_takes_the_mail_over_verified_tls(tmp_path, mail, scheme):
    desk = Desk()
    with mail_server(desk, tmp_path, scheme=scheme) as (address, trust):
        SmtpPost(address, trust).send(mail)
    assert subjects(desk.taken) == ["Emne"]


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_certificate_that_nobody_vouches_for_gets_no_mail(tmp_path, mail, scheme):
    desk = Desk()
    with (
        mail_server(desk, tmp_path, scheme=scheme) as (address, _),
        pytest.raises(Unreachable, match="SSLCertVerificationError"),
    ):
        SmtpPost(address).send(mail)
    assert desk.taken == []


def test_a_server_without_tls_gets_no_mail(tmp_path, mail):
    desk = Desk()
    with (
        mail_server(desk, tmp_path, tls=False) as (address, trust),
        pytest.raises(Unreachable, match="SMTPNotSupportedError"),
    ):
        SmtpPost(address, trust).send(mail)
    assert desk.taken == []


def test_a_user_in_the_address_signs_in(tmp_path, mail):
    desk = Desk()
    with mail_server(desk, tmp_path, user=("eventsys", "secret")) as (address, trust):
        SmtpPost(address, trust).send(mail)
        with pytest.raises(Unreachable, match="SMTPAuthenticationError 535"):
            SmtpPost(address.replace("secret", "wrong"), trust).send(mail)
    assert len(desk.taken) == 1


def test_a_server_that_is_down_is_tried_later(mail):
    with pytest.raises(Unreachable, match="ConnectionRefusedError"):
        SmtpPost("smtp://127.0.0.1:9", ssl.create_default_context()).send(mail)


@pytest.mark.parametrize(
    ("answers", "recipient", "refusal"),
    [
        (["451 later"], "250 OK", Unreachable),
        (["554 never"], "250 OK", Refused),
        (["drop"], "250 OK", Uncertain),
        ([], "450 mailbox busy", Unreachable),
        ([], "550 no such mailbox", Refused),
    ],
)
def test_what_a_server_says_decides_about_another_try(tmp_path, mail, answers, recipient, refusal):
    desk = Desk(*answers, recipient=recipient)
    with mail_server(desk, tmp_path) as (address, trust), pytest.raises(refusal) as caught:
        SmtpPost(address, trust).send(mail)
    assert "example.org" not in str(caught.value)


def test_a_server_that_takes_too_long_over_a_mail_leaves_it_uncertain(tmp_path, mail):
    desk = Desk("slow")
    with mail_server(desk, tmp_path) as (address, trust), pytest.raises(Uncertain):
        SmtpPost(address, trust, patience=0.5).send(mail)


def test_a_server_that_says_nothing_is_tried_later(mail):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"smtp://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(Unreachable, match="SMTPServerDisconnected"):
            SmtpPost(address, patience=0.2).send(mail)


def test_without_a_mail_server_mail_is_files(tmp_path):
    settings = make_settings(tmp_path, "sqlite://", base_url="https://billet.kk.dk")
    assert post_of(settings) == FilePost(tmp_path / "outbox")
    assert sender_of(settings) == "no-reply@billet.kk.dk"


def test_the_address_of_the_server_may_name_the_sender(tmp_path):
    address = "smtps://user@mail.kk.dk?from=integration@kk.dk"
    settings = make_settings(tmp_path, "sqlite://", smtp_url=address)
    assert post_of(settings) == SmtpPost(address)
    assert sender_of(settings) == "integration@kk.dk"


def test_a_greylisting_server_and_one_bad_address_hold_up_nobody_else(
    tmp_path, registered, make_worker
):
    asked = []

    class Grey(Desk):
        async def take_recipient(self, server, session, envelope, address, rcpt_options):
            if address.startswith("bad"):
                return "550 no such user"
            asked.append(address)
            if address.startswith("grey") and asked.count(address) == 1:
                return "451 try again later"
            return await super().take_recipient(server, session, envelope, address, rcpt_options)

    desk = Grey()
    for name in ("bad", "grey", "good"):
        email = f"{name}@example.org"
        registered(contact=Contact(name="A", channel=Channel.EMAIL, email=email))
    with mail_server(desk, tmp_path) as (address, trust):
        worker = make_worker(post=SmtpPost(address, trust))
        for at in (AT, AT + timedelta(minutes=1)):
            while worker.work(at):
                pass
    recipients = [message_from_bytes(each, policy=policy.default)["To"] for each in desk.taken]
    assert recipients == ["good@example.org", "grey@example.org"]
    db.session.rollback()
    rows = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()
    assert [(row.state.value, row.tries, row.failure) for row in rows] == [
        ("given-up", 1, "recipient 550"),
        ("sent", 2, None),
        ("sent", 1, None),
    ]
