"""Organisers write to chosen people: they see it and whom it reaches first, then send it once."""

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update
from werkzeug.datastructures import MultiDict

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.notice_kinds import NoticeKind
from eventsys.core.outbox import Notice
from eventsys.events.models import Event
from eventsys.messages.broadcasts.models import Broadcast, BroadcastText
from eventsys.messages.broadcasts.operations import compose_broadcasts
from eventsys.messages.models import OutboxMessage
from eventsys.people.rules import RoleName
from eventsys.registration.models import Participant
from eventsys.registration.rules import Channel, Contact, ParticipantStatus
from eventsys.web.organiser.broadcasts import audience
from tests.factories import make_event, make_registration
from tests.messages.test_timely import mail_to
from tests.pages import Page
from tests.questions import make_question
from tests.settings import BASE_URL

EVENT = "/organiser/events/fest-1"
NEW = f"{EVENT}/broadcasts/new"
FIRST = f"{EVENT}/broadcasts/1"
DANISH = {"text_da-subject": "Regntøj til {event}", "text_da-body": "Det regner. {{config}}"}
NOBODY = Contact(name="Cleo", channel=Channel.NONE)


@pytest.fixture
def event(in_app):
    """Amina has a place, Bo waits, Cleo can only be called."""
    with transaction() as session:
        event = make_event(session, at=clock.now())
        for name, contact in (
            ("Amina", mail_to("amina")),
            ("Bo", mail_to("bo")),
            ("Cleo", NOBODY),
        ):
            make_registration(session, event, name, contact=contact, at=clock.now())
        session.get_one(Participant, 2).status = ParticipantStatus.WAITING
        session.execute(update(Notice).values(composed_at=clock.now()))


def write(client, address=NEW, **changes):
    return client.submit(address, DANISH | changes, form="broadcast")


def compose():
    with transaction() as session:
        while compose_broadcasts(session, base_url=BASE_URL, at=clock.now()):
            pass


def recipients():
    db.session.rollback()
    found = select(OutboxMessage.recipient).where(OutboxMessage.kind == NoticeKind.BROADCAST)
    return sorted(db.session.scalars(found))


def broadcasts():
    db.session.rollback()
    return db.session.scalars(select(Broadcast)).all()


def words_in(page):
    return " ".join(page.text.split())


def test_it_is_seen_in_each_language_with_a_count_and_sent_once(organiser_client, event):
    answer = write(organiser_client)
    assert (answer.status_code, answer.location) == (303, FIRST)
    page = organiser_client.page(FIRST)
    letters = [each for each in page.all("pre") if each.get("lang")]
    assert [each.get("lang") for each in letters] == ["da", "en", "ar", "tr", "ur", "so"]
    assert "{{config}}" in words_in(page)
    assert "Regntøj til Fest 1" in words_in(page)
    for part in ("3 personer får besked.", "På e-mail: 2", "Skal ringes op: 1"):
        assert part in words_in(page)
    sheet = page.form("send")
    for _tab in range(2):
        organiser_client.post(sheet.action, data=dict(sheet.filled({})))
    compose()
    names = [each for each in recipients() if "@" in each]
    assert names == ["amina@example.org", "bo@example.org"]
    page = words_in(organiser_client.page(FIRST))
    assert "Det er sendt før. Det bliver kun sendt én gang." in page
    assert "amina@example.org" in page


def test_a_form_that_is_sent_twice_makes_one_draft(organiser_client, event):
    sheet = organiser_client.page(NEW).form("broadcast")
    places = {
        organiser_client.post(NEW, data=dict(sheet.filled(DANISH))).location for _click in range(2)
    }
    assert (places, len(broadcasts())) == ({FIRST}, 1)


@pytest.mark.parametrize("key", ["", "a\0b", "x" * 65])
def test_a_form_without_a_key_of_ours_keeps_nothing(organiser_client, both_databases, event, key):
    answer = write(organiser_client, key=key)
    assert (answer.status_code, broadcasts()) == (422, [])


def test_those_who_wait_are_meant_alone(organiser_client, event):
    write(organiser_client, status="waiting")
    page = words_in(organiser_client.page(FIRST))
    assert "1 person får besked." in page
    organiser_client.submit(FIRST, {}, form="send")
    compose()
    assert recipients() == ["bo@example.org"]


def test_those_ticked_in_the_list_are_written_to(organiser_client, event):
    answer = organiser_client.get(f"{EVENT}/people/act?do=write&scope=ticked&id=1&id=99")
    assert answer.status_code == 303
    write(organiser_client, answer.location)
    assert "1 person, du har valgt" in words_in(organiser_client.page(FIRST))
    write(organiser_client, f"{FIRST}/edit")
    organiser_client.submit(FIRST, {}, form="send")
    compose()
    assert recipients() == ["amina@example.org"]


def test_those_found_by_a_word_are_written_to(organiser_client, event):
    answer = organiser_client.get(f"{EVENT}/people/act?do=write&scope=all&q=Amina")
    write(organiser_client, answer.location)
    organiser_client.submit(FIRST, {}, form="send")
    compose()
    assert recipients() == ["amina@example.org"]


def test_nobody_and_too_many_are_not_chosen_one_by_one(organiser_client, event, monkeypatch):
    assert organiser_client.get(f"{NEW}?scope=ticked").location == f"{EVENT}/registrations"
    monkeypatch.setattr(audience, "MOST_CHOSEN", 1)
    answer = organiser_client.get(f"{NEW}?scope=ticked&id=1&id=2")
    assert answer.location == f"{EVENT}/registrations"


def test_what_is_wrong_is_said_and_nothing_is_kept(organiser_client, event):
    wrong = {"text_da-body": "", "text_en-subject": "Rain", "text_tr-body": "Yağmur"}
    answer = write(organiser_client, **wrong)
    page = answer.get_data(as_text=True)
    assert (answer.status_code, broadcasts()) == (422, [])
    assert "Skriv det først på dansk." in page
    assert "Vælg, hvem der har lavet teksten." in page


def test_a_draft_is_written_anew_for_others_and_says_which_text_lags(organiser_client, event):
    english = {
        "text_en-subject": "Rainwear",
        "text_en-body": "It rains.",
        "text_en-origin": "machine",
    }
    write(organiser_client, **english)
    changed = {"text_da-subject": "Støvler til {event}", "status": "", "came": "came"}
    answer = organiser_client.submit(f"{FIRST}/edit", changed, form="broadcast")
    assert answer.location == FIRST
    page = organiser_client.page(FIRST)
    assert "Ingen passer nu" in words_in(page)
    assert "Fremmøde: Kom" in words_in(page)
    edit = words_in(organiser_client.page(f"{FIRST}/edit"))
    assert "Den danske tekst er ændret, siden denne blev oversat." in edit
    organiser_client.post(f"{FIRST}/send", data=dict(page_token(organiser_client)))
    assert broadcasts()[0].due_at is None


def page_token(client):
    sheet = client.page(f"{FIRST}/edit").form("broadcast")
    return [each for each in sheet.filled({}) if each[0] == "csrf_token"]


def test_what_was_sent_is_not_written_anew(organiser_client, event):
    write(organiser_client)
    sheet = organiser_client.page(f"{FIRST}/edit").form("broadcast")
    organiser_client.submit(FIRST, {}, form="send")
    organiser_client.post(f"{FIRST}/edit", data=dict(sheet.filled({"text_da-subject": "Other"})))
    assert "Regntøj til" in words_in(organiser_client.page(f"{EVENT}/broadcasts"))


def test_everybody_is_everybody(organiser_client, event):
    write(organiser_client, status="")
    assert "Alle, også de frameldte" in words_in(organiser_client.page(FIRST))


def test_a_choice_that_is_gone_is_never_read_as_everybody(organiser_client, event):
    with transaction() as session:
        question = make_question(session, session.query(Event).one(), "Kost", "Vegetar", "Alt")
        number = question.id
    value = f"{number}:vegetar"
    assert write(organiser_client, status="", answer=value).status_code == 303
    assert "Svar: Kost" in words_in(organiser_client.page(FIRST))
    organiser_client.submit(f"{EVENT}/questions/{number}/retire", {}, form="act")
    assert "Til: et valg, der ikke findes mere" in words_in(organiser_client.page(FIRST))
    assert "Vælg på ny" in words_in(organiser_client.page(f"{FIRST}/edit"))


def test_it_leaves_at_the_moment_chosen_and_not_before(organiser_client, event):
    write(organiser_client)
    when = {"day": "1.12.2099", "clock": "17.30"}
    organiser_client.submit(FIRST, when, form="send")
    compose()
    assert recipients() == []
    page = words_in(organiser_client.page(FIRST))
    assert "17.30" in page
    organiser_client.submit(FIRST, {}, form="stop")
    assert "Stoppet" in words_in(organiser_client.page(FIRST))
    assert broadcasts()[0].due_at == datetime(2099, 12, 1, 16, 30, tzinfo=UTC)


@pytest.mark.parametrize(("which", "hour"), [("first", 0), ("second", 1)])
def test_an_hour_that_comes_twice_is_asked_for(organiser_client, event, which, hour):
    write(organiser_client)
    night = {"day": "25.10.2099", "clock": "02.30"}
    asked = organiser_client.submit(FIRST, night, form="send")
    assert (asked.status_code, broadcasts()[0].due_at) == (422, None)
    sheet = Page(asked.text).form("send")
    organiser_client.post(sheet.action, data=dict(sheet.filled({"which": which})))
    assert broadcasts()[0].due_at == datetime(2099, 10, 25, hour, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "when",
    [{"day": "1.12.2099"}, {"clock": "17.30"}, {"day": "1.12.1999", "clock": "17.30"}],
)
def test_a_moment_that_is_none_or_over_sends_nothing(organiser_client, event, when):
    write(organiser_client)
    answer = organiser_client.submit(FIRST, when, form="send")
    assert (answer.status_code, broadcasts()[0].due_at) == (422, None)


def test_a_number_like_a_cpr_and_words_of_health_are_sent_only_by_who_says_so(
    organiser_client, event
):
    body = "Husk 010190-1234, og sig til om Allergi."
    write(organiser_client, **{"text_da-body": body})
    page = words_in(organiser_client.page(FIRST))
    assert "ligner et CPR-nummer" in page
    assert "et ord om sygdom" in page
    answer = organiser_client.submit(FIRST, {}, form="send")
    assert (answer.status_code, broadcasts()[0].due_at) == (422, None)
    organiser_client.submit(FIRST, {"is_sure": "y"}, form="send")
    assert broadcasts()[0].due_at is not None


def test_it_is_stopped_while_it_runs(organiser_client, event):
    write(organiser_client)
    organiser_client.submit(FIRST, {}, form="send")
    compose()
    organiser_client.submit(FIRST, {}, form="stop")
    page = words_in(organiser_client.page(FIRST))
    assert "Stoppet" in page
    assert "Nogen her har stoppet den." in page


def test_a_long_log_goes_on_on_another_page(organiser_client, event, monkeypatch):
    write(organiser_client)
    organiser_client.submit(FIRST, {}, form="send")
    compose()
    monkeypatch.setattr("eventsys.web.organiser.broadcasts.sending.ROWS_A_PAGE", 1)
    page = organiser_client.page(FIRST)
    links = [each.get("href") for each in page.all("a")]
    assert any(f"{FIRST}?before=" in (each or "") for each in links)


def test_what_is_not_there_is_not_found(organiser_client, event):
    assert organiser_client.get(f"{EVENT}/broadcasts/7").status_code == 404
    assert "Ingen har skrevet" in words_in(organiser_client.page(f"{EVENT}/broadcasts"))


@pytest.mark.parametrize("role", [RoleName.VIEWER, RoleName.SERVICE_DESK])
def test_who_does_not_edit_events_writes_to_nobody(signed_in, event, role):
    client = signed_in(role)
    for page in (f"{EVENT}/broadcasts", NEW):
        assert client.get(page).status_code == 403


def test_of_two_who_write_one_draft_anew_the_second_sees_what_the_first_saved(signed_in, event):
    first = signed_in()
    write(first)
    sheet = first.page(f"{FIRST}/edit").form("broadcast")
    write(first, f"{FIRST}/edit", **{"text_da-subject": "Tag støvler", "status": "waiting"})
    changes = {"text_da-body": "Det regner hele dagen."}
    told = first.post(f"{FIRST}/edit", data=MultiDict(sheet.filled(changes)))
    page = Page(told.text)
    assert told.status_code == 409
    assert "Tag støvler" in page.text
    db.session.rollback()
    assert "Det regner hele dagen" not in texts_of_first()
    again = page.form("broadcast")
    kept = dict(again.values())
    assert (kept["text_da-subject"], kept["status"]) == ("Tag støvler", "waiting")
    assert kept["text_da-body"] == "Det regner hele dagen."
    assert first.post(f"{FIRST}/edit", data=MultiDict(again.values())).status_code == 303
    assert "Det regner hele dagen" in texts_of_first()
    assert "Tag støvler" in texts_of_first()
    [broadcast] = broadcasts()
    assert json.loads(broadcast.chosen) == {"status": "waiting"}


def test_a_choice_of_others_is_not_overwritten_unseen(organiser_client, event):
    write(organiser_client)
    sheet = organiser_client.page(f"{FIRST}/edit").form("broadcast")
    write(organiser_client, f"{FIRST}/edit", status="waiting")
    stale = sheet.filled({"status": "cancelled"})
    answer = organiser_client.post(f"{FIRST}/edit", data=MultiDict(stale))
    [broadcast] = broadcasts()
    assert (answer.status_code, json.loads(broadcast.chosen)) == (409, {"status": "waiting"})


def texts_of_first():
    """Give what the first draft says in Danish."""
    db.session.rollback()
    row = db.session.scalars(select(BroadcastText).filter_by(language="da")).one()
    return f"{row.subject} {row.body}"
