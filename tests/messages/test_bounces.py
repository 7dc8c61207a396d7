"""Mail that comes back marks its message and, for good, its address; whatever mailbox it is in."""

import socketserver
import ssl
import threading
from contextlib import contextmanager
from datetime import timedelta

import pytest
from hypothesis import given, strategies as st
from sqlalchemy import select

from eventsys.core.db import db, transaction
from eventsys.messages.bounces.mailbox import Imap, Maildir, Pop, mailbox_of
from eventsys.messages.bounces.operations import take_back
from eventsys.messages.bounces.reports import Bounce, read_bounces
from eventsys.messages.channels.models import BrokenChannel
from eventsys.messages.models import MessageState, OutboxMessage
from eventsys.messages.rounds import Rounds
from tests.factories import AT
from tests.messages.server import make_certificate
from tests.settings import BASE_URL, make_settings

REPORT = """\
From: MAILER-DAEMON@mx.example.org
To: no-reply@localhost
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; amina@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 no such user

--b
Content-Type: {kind}

Message-ID: {message_id}
Subject: Your tickets

--b--
"""


def report(message_id="<1@localhost>", action="failed", status="5.1.1", kind="message/rfc822"):
    text = REPORT.format(message_id=message_id, action=action, status=status, kind=kind)
    return text.replace("\n", "\r\n").encode()


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_a_notification_says_which_mail_failed_and_whether_for_good(kind):
    assert read_bounces(report(kind=kind)) == [Bounce("<1@localhost>", "5.1.1", is_for_good=True)]
    later = report(kind=kind, status="4.4.7")
    assert read_bounces(later) == [Bounce("<1@localhost>", "4.4.7", is_for_good=False)]


@pytest.mark.parametrize(
    "raw",
    [
        report(action="delayed", status="4.4.1"),
        report(action="delivered", status="2.0.0"),
        report().replace(b"multipart/report", b"multipart/mixed"),
        report().replace(b"Message-ID", b"X-Other"),
        b"",
        b"Subject: Away\r\n\r\nI am on holiday.",
        b"x" * 1_000_001,
    ],
)
def test_any_other_mail_says_nothing(raw):
    assert read_bounces(raw) == []


@given(st.binary(max_size=400))
def test_no_mail_however_broken_is_trouble(noise):
    assert read_bounces(noise) == []
    broken = report()[:200] + noise + report()[200:]
    assert len(read_bounces(broken)) <= 1


@pytest.fixture
def sent(registered, work):
    """A confirmation that was sent; its Message-ID."""
    registered()
    work()
    return rows()[0].message_id


def rows():
    db.session.rollback()
    return db.session.scalars(select(OutboxMessage)).all()


def broken():
    db.session.rollback()
    return db.session.scalars(select(BrokenChannel.recipient)).all()


def test_what_comes_back_for_good_marks_message_and_address(sent):
    for _ in range(2):
        with transaction() as session:
            assert take_back(session, report(sent), at=AT)
    [row] = rows()
    assert (row.state, row.failure) == (MessageState.GIVEN_UP, "bounced 5.1.1")
    assert broken() == ["amina@example.org"]


def test_a_full_mailbox_marks_the_message_alone(sent):
    with transaction() as session:
        take_back(session, report(sent, status="4.2.2"), at=AT)
    assert (rows()[0].failure, broken()) == ("bounced 4.2.2", [])


def test_a_mail_that_is_not_ours_marks_nothing(sent):
    with transaction() as session:
        assert not take_back(session, report("<other@example.org>"), at=AT)
    assert rows()[0].state is MessageState.SENT


def test_the_worker_reads_the_mailbox_every_few_minutes(sent, tmp_path, make_worker):
    folder = tmp_path / "bounces"
    (folder / "new").mkdir(parents=True)
    rounds = Rounds(BASE_URL, mailbox=Maildir(folder))
    worker = make_worker(rounds=rounds)
    worker.work(AT)
    (folder / "new" / "1").write_bytes(report(sent))
    worker.work(AT + timedelta(minutes=1))
    assert broken() == []
    worker.work(AT + timedelta(minutes=6))
    assert broken() == ["amina@example.org"]
    assert [path.name for path in (folder / "cur").iterdir()] == ["1:2,S"]


def test_a_mailbox_that_is_away_holds_nothing_up(sent, make_worker, caplog):
    worker = make_worker(rounds=Rounds(BASE_URL, mailbox=Pop("pop3s://a:b@127.0.0.1:1")))
    worker.work(AT)
    assert "the bounces cannot be read: ConnectionRefusedError" in caplog.text


class Lines(socketserver.StreamRequestHandler):
    def say(self, *lines):
        for line in lines:
            self.wfile.write(line + b"\r\n")


class PopServer(Lines):
    def handle(self):
        mails, answers = self.server.mails, {b"STAT": b"+OK %d 1" % len(self.server.mails)}
        self.say(b"+OK")
        while word := self.rfile.readline().split():
            if word[0] == b"RETR":
                self.say(b"+OK", *mails[int(word[1]) - 1].split(b"\r\n"), b".")
                continue
            if word[0] == b"DELE":
                self.server.done.append(int(word[1]))
            self.say(answers.get(word[0], b"+OK"))


class ImapServer(Lines):
    def handle(self):
        self.say(b"* OK [CAPABILITY IMAP4rev1] ready")
        while line := self.rfile.readline():
            tag, command, *rest = line.split()
            if command == b"CAPABILITY":
                self.say(b"* CAPABILITY IMAP4rev1")
            elif command == b"SELECT":
                self.say(b"* %d EXISTS" % len(self.server.mails))
            elif command == b"SEARCH":
                self.say(b"* SEARCH " + b" ".join(b"%d" % n for n in self.unseen()))
            elif command == b"FETCH":
                mail = self.server.mails[int(rest[0]) - 1]
                self.say(b"* %s FETCH (BODY[] {%d}" % (rest[0], len(mail)))
                self.wfile.write(mail)
                self.say(b")")
            elif command == b"STORE":
                self.server.done.append(int(rest[0]))
            self.say(tag + b" OK done")

    def unseen(self):
        numbers = range(1, len(self.server.mails) + 1)
        return [number for number in numbers if number not in self.server.done]


@contextmanager
def mailbox_server(handler, folder, mails):
    """Run a mailbox on loopback over TLS; give its port, what trusts it, and what was done."""
    certificate, key = make_certificate(folder)
    identity = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    identity.load_cert_chain(certificate, key)
    server = socketserver.TCPServer(("127.0.0.1", 0), handler)
    server.socket = identity.wrap_socket(server.socket, server_side=True)
    server.mails, server.done = mails, []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    trust = ssl.create_default_context(cafile=str(certificate))
    try:
        yield server.server_address[1], trust, server.done
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.parametrize(
    ("handler", "kind", "scheme"), [(PopServer, Pop, "pop3s"), (ImapServer, Imap, "imaps")]
)
def test_a_mailbox_elsewhere_is_read_over_verified_tls(tmp_path, handler, kind, scheme):
    mails, taken = [report(), b"Subject: Away\r\n\r\nHello"], []
    with mailbox_server(handler, tmp_path, mails) as (port, trust, done):
        address = f"{scheme}://us%40er:pass@127.0.0.1:{port}"
        assert kind(address, trust).read(taken.append) == 2
        with pytest.raises(OSError, match="certificate"):
            kind(address).read(taken.append)
    assert [each.strip() for each in taken] == [each.strip() for each in mails]
    assert done == [1, 2]


def test_the_setting_says_where_bounces_are(tmp_path):
    def found(url):
        return mailbox_of(make_settings(tmp_path, "sqlite://", bounce_url=url))

    assert found(None) is None
    assert found("maildir:/var/mail/b") == Maildir(tmp_path.__class__("/var/mail/b"))
    assert found("imaps://a:b@h/Bounces") == Imap("imaps://a:b@h/Bounces")
    assert found("pop3://a:b@h") == Pop("pop3://a:b@h")
