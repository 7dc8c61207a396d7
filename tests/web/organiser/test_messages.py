"""Organisers follow messages, see them first, stop them, send them again, and call people."""

import html5lib
import pytest
from sqlalchemy import select, update

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.hold import find_hold
from eventsys.core.outbox import Notice, NoticeKind
from eventsys.core.text import Language
from eventsys.events.models import Occasion
from eventsys.messages.channels.models import BrokenChannel
from eventsys.messages.composing.operations import compose_notices
from eventsys.messages.models import MessageState, OutboxMessage
from eventsys.messages.queries import is_anything_due
from eventsys.people.rules import RoleName
from eventsys.registration.queries import get_registration
from eventsys.registration.rules import Channel, Contact
from tests.factories import make_event, make_registration
from tests.settings import BASE_URL

EVENT = "/organiser/events/fest-1"
NOBODY = Contact(name="Bo Yde", channel=Channel.NONE)


@pytest.fixture
def composed(in_app):
    """An event with a family to be mailed and one to be called; all notices composed."""
    with transaction() as session:
        event = make_event(session, at=clock.now())
        make_registration(session, event, "Amina", at=clock.now())
        make_registration(session, event, "Bo", at=clock.now(), contact=NOBODY)
    return compose


def compose():
    with transaction() as session:
        while compose_notices(session, base_url=BASE_URL, at=clock.now()):
            pass


def rows():
    db.session.rollback()
    return db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()


def settle(state, **values):
    with transaction() as session:
        session.execute(update(OutboxMessage).values(state=state, **values))


def test_the_list_shows_what_was_sent_to_whom_and_what_was_not(organiser_client, composed):
    composed()
    settle(MessageState.GIVEN_UP, failure="recipient 550")
    page = organiser_client.page(f"{EVENT}/messages")
    for part in ("Bekræftelse", "amina@example.org", "Ikke sendt", "recipient 550"):
        assert part in page.text


def test_messages_of_one_registration_are_found_by_its_reference(organiser_client, composed):
    composed()
    assert "amina@" not in organiser_client.page(f"{EVENT}/messages?q=22222222").text
    reference = rows()[0].registration_id
    with transaction() as session:
        reference = get_registration(session, reference).reference
    assert "amina@" in organiser_client.page(f"{EVENT}/messages?q={reference}").text


def test_a_message_is_sent_again_once_and_as_another_one(organiser_client, composed):
    composed()
    [before] = rows()
    old_id, path = before.message_id, f"{EVENT}/messages/{before.id}/resend"
    press(organiser_client, path)
    assert rows()[0].resends == 0, "it was still under way"
    settle(MessageState.SENT)
    press(organiser_client, path)
    press(organiser_client, path)
    [after] = rows()
    assert (after.state, after.resends) == (MessageState.QUEUED, 1)
    assert after.message_id != old_id


def press(client, path, page=f"{EVENT}/messages/preview"):
    """Press a button whose token is any page's."""
    token = dict(client.page(page).form("trial").values())["csrf_token"]
    return client.post(path, data={"csrf_token": token})


def test_all_sending_can_be_stopped_and_released(organiser_client, composed):
    composed()
    press(organiser_client, f"{EVENT}/messages/hold")
    db.session.rollback()
    assert find_hold(db.session()) is not None
    assert not is_anything_due(db.session(), at=clock.now())
    assert "Intet bliver sendt" in organiser_client.page(f"{EVENT}/messages").text
    press(organiser_client, f"{EVENT}/messages/release")
    db.session.rollback()
    assert is_anything_due(db.session(), at=clock.now())


@pytest.mark.parametrize("kind", sorted(NoticeKind))
def test_every_message_is_previewed_in_every_language(organiser_client, composed, kind):
    composed()
    for language in Language:
        page = organiser_client.page(f"{EVENT}/messages/preview?kind={kind}&language={language}")
        letter = page.all("article")[0]
        assert (letter.get("lang"), letter.get("dir")) == (language, language.direction)


def test_an_organiser_sends_a_message_to_themselves_first(organiser_client, composed):
    composed()
    path = f"{EVENT}/messages/preview?kind=moved&language=ar"
    assert organiser_client.submit(path, {}, form="trial").status_code == 302
    organiser_client.submit(path, {}, form="trial")
    trials = [each for each in rows() if each.registration_id is None]
    assert [(each.kind, each.language, each.recipient) for each in trials] == [
        (NoticeKind.MOVED, Language.ARABIC, "organiser@example.org")
    ] * 2


def test_cancelling_shows_how_many_are_told_and_what_they_read(organiser_client, composed):
    composed()
    page = organiser_client.page(f"{EVENT}/cancel")
    for part in ("2 personer får besked", "På e-mail: 1", "Skal ringes op: 1"):
        assert part in page.text
    assert [each.get("lang") for each in page.all("summary")] == list(Language)
    assert page.text.count("Vi beklager: Arrangementet er aflyst.") == 1


def test_who_cannot_be_written_to_is_called_and_taken_off_the_list(organiser_client, composed):
    press(organiser_client, f"{EVENT}/cancel")
    composed()
    page = organiser_client.page(f"{EVENT}/calls")
    for part in ("Bo Yde", "Aflysning", "ikke kendt"):
        assert part in page.text
    call = next(each for each in rows() if each.failure == "no-channel")
    press(organiser_client, f"{EVENT}/calls/{call.id}/settle")
    assert "Bo Yde" not in organiser_client.page(f"{EVENT}/calls").text


def test_a_channel_that_works_again_is_written_to(organiser_client, composed):
    composed()
    with transaction() as session:
        session.add(
            BrokenChannel(recipient="amina@example.org", reason="5.1.1", broken_at=clock.now())
        )
    settle(MessageState.GIVEN_UP, failure="bounced 5.1.1")
    assert "Skriv til dem igen" in organiser_client.page(f"{EVENT}/calls").text
    press(organiser_client, f"{EVENT}/calls/{rows()[0].id}/mend")
    db.session.rollback()
    assert db.session.scalars(select(BrokenChannel)).all() == []


def test_a_new_time_is_told_only_after_it_was_confirmed(organiser_client, composed):
    composed()
    path = f"{EVENT}/edit"
    answer = organiser_client.submit(path, {"occasions-0-end": "23:59"}, form="event")
    assert answer.status_code == 200
    assert "Gem, og giv alle besked" in answer.text
    assert (answer.text.count("Før: "), answer.text.count("Nu: ")) == (1, 1)
    assert (news(), ends()) == (0, ends())
    before = ends()
    form = {e["name"]: e["value"] for e in inputs_of(answer)}
    assert organiser_client.post(path, data=form | {"told": "1"}).status_code == 302
    assert news() == 1
    assert ends() != before


def inputs_of(answer):
    page = html5lib.parse(answer.text, namespaceHTMLElements=False)
    form = next(each for each in page.iter("form") if each.get("id") == "tell")
    return [each.attrib for each in form.iter("input")]


def news():
    db.session.rollback()
    return len(db.session.scalars(select(Notice).filter_by(kind=NoticeKind.MOVED)).all())


def ends():
    db.session.rollback()
    return db.session.scalars(select(Occasion.ends_at)).all()


def test_a_change_of_words_alone_is_saved_at_once(organiser_client, composed):
    composed()
    answer = organiser_client.submit(f"{EVENT}/edit", {"text_da-body": "Nyt."}, form="event")
    assert (answer.status_code, news()) == (302, 0)


def test_taking_a_cancellation_back_shows_what_people_read(organiser_client, composed):
    composed()
    page = organiser_client.page(f"{EVENT}/restore")
    assert "2 personer får besked" in page.text


@pytest.mark.parametrize("role", [RoleName.VIEWER, RoleName.EVALUATOR])
def test_who_may_not_see_people_sees_no_messages(signed_in, composed, role):
    composed()
    client = signed_in(role)
    for page in ("messages", "calls", "messages/preview"):
        assert client.get(f"{EVENT}/{page}").status_code == 403
