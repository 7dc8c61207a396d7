"""Mails with a link to an account: in the language asked for, never of a link that is over."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventsys.core.db import db, transaction
from eventsys.core.outbox import NoticeKind, put_notice
from eventsys.core.text import Language
from eventsys.messages.models import MessageState, OutboxMessage
from eventsys.messages.rules import OVERTAKEN
from eventsys.people.links.models import AccountLink
from eventsys.people.links.operations import send_link
from eventsys.people.links.queries import account_token_of
from eventsys.people.links.rules import LinkPurpose
from tests.factories import AT, make_account
from tests.settings import BASE_URL

SUBJECTS = {
    LinkPurpose.INVITATION: "Your account for the events of the City of Copenhagen",
    LinkPurpose.RECOVERY: "Choose a new passphrase",
}


@pytest.fixture
def sent(database):
    """Lay a link into the outbox and give its address."""

    def send(purpose=LinkPurpose.INVITATION, language=Language.ENGLISH, at=AT):
        with transaction() as session:
            account = session.get(AccountLink, 1)
            account = account.account if account else make_account(session, "nina@example.org")
            link = send_link(session, account, purpose, language, at=at)
            return f"{BASE_URL}/account/links/{account_token_of(link)}"

    return send


def states():
    db.session.rollback()
    return [(each.state, each.failure) for each in db.session.scalars(select(OutboxMessage))]


@pytest.mark.parametrize("purpose", list(LinkPurpose))
def test_the_mail_holds_the_link_and_until_when_it_is_good(sent, work, shelf, purpose):
    address = sent(purpose)
    work()
    work()
    [mail] = shelf.taken
    assert (mail["To"], mail["Subject"]) == ("nina@example.org", SUBJECTS[purpose])
    text = mail.get_body(("plain",)).get_content().replace("=\n", "")
    page = mail.get_body(("html",)).get_content()
    assert [address in text, f'href="{address}"' in page] == [True, True]
    until = {LinkPurpose.INVITATION: "7 May at 12:00", LinkPurpose.RECOVERY: "4 May at 12:30"}
    assert [until[purpose] in text, until[purpose] in page] == [True, True]


@pytest.mark.parametrize("language", list(Language))
def test_the_mail_is_in_the_language_that_was_chosen(sent, work, shelf, language):
    sent(language=language)
    work()
    [mail] = shelf.taken
    page = mail.get_body(("html",)).get_content()
    assert f'<html lang="{language}" dir="{language.direction}">' in page
    assert mail["Content-Language"] == language


def test_a_link_that_is_over_before_its_mail_left_is_not_sent(sent, work, shelf):
    sent(LinkPurpose.RECOVERY)
    work(AT + timedelta(minutes=31))
    assert shelf.taken == []
    assert states() == [(MessageState.GIVEN_UP, OVERTAKEN)]


def test_of_two_links_the_newer_is_sent(sent, work, shelf):
    sent()
    newer = sent(at=AT + timedelta(seconds=5))
    work(AT + timedelta(seconds=9))
    [mail] = shelf.taken
    assert newer in mail.get_body(("plain",)).get_content().replace("=\n", "")


def test_an_address_without_an_account_gets_nothing(database, work, shelf):
    with transaction() as session:
        put_notice(session, NoticeKind.RECOVERY, 0, revision=1, at=AT)
    work()
    assert (shelf.taken, states()) == ([], [])


def test_a_link_and_a_registration_with_the_same_number_are_both_told(
    sent, registered, work, shelf
):
    """The numbers of links and of registrations are each their own."""
    sent(), sent(LinkPurpose.RECOVERY)
    registered()
    work()
    assert sorted(mail["To"] for mail in shelf.taken) == [
        *("amina@example.org", "nina@example.org", "nina@example.org"),
    ]
