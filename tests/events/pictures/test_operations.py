"""Pictures of an event: kept in their order, described, put first, taken away."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventsys.core.audit import AuditEntry
from eventsys.core.principal import SYSTEM
from eventsys.core.revision import current_revision
from eventsys.core.standing import Origin, Provenance, TextState
from eventsys.core.text import Language
from eventsys.events.operations import delete_draft
from eventsys.events.pictures.drawing import draw_anew
from eventsys.events.pictures.errors import PictureUndescribed, TooManyPictures
from eventsys.events.pictures.models import EventPicture, PictureFile, PictureText
from eventsys.events.pictures.operations import (
    add_picture,
    copy_pictures,
    describe_picture,
    put_first,
    remove_picture,
)
from eventsys.events.pictures.queries import find_file, find_picture, list_pictures
from eventsys.events.pictures.rules import LONGEST_ALT, MOST_PICTURES, Alt, PictureSize
from tests.factories import AT, make_draft
from tests.pictures import picture_file

BY = {"at": AT + timedelta(hours=1), "by": SYSTEM}
DANISH, TURKISH, URDU = Language.DANISH, Language.TURKISH, Language.URDU
DRAWN = draw_anew(picture_file(size=(900, 600)))


@pytest.fixture
def event(session):
    """A draft without pictures."""
    return make_draft(session)


def described(text="Børn leger.", **others):
    return Alt(texts={DANISH: text} | {Language(code): each for code, each in others.items()})


def add(session, event, alt=None):
    return add_picture(session, event, DRAWN, alt or described(), **BY)


def texts(session, event):
    return [each.text(DANISH) for each in list_pictures(session, event.id)]


def test_a_picture_is_there_with_its_files_and_what_it_shows(session, event):
    before = current_revision(session)
    picture = add(session, event, described(tr=" Çocuklar oynuyor. ", ur=""))
    [view] = list_pictures(session, event.id)
    assert (view.id, view.code) == (picture.id, picture.code)
    assert view.widths == {PictureSize.LARGE: 900, PictureSize.SMALL: 640}
    assert view.heights == {PictureSize.LARGE: 600, PictureSize.SMALL: 427}
    assert view.texts == {DANISH: "Børn leger.", TURKISH: "Çocuklar oynuyor."}
    assert (view.text(TURKISH), view.text(URDU)) == ("Çocuklar oynuyor.", "Børn leger.")
    assert (view.text_language(TURKISH), view.text_language(URDU)) == (TURKISH, DANISH)
    small = PictureSize.SMALL
    assert find_file(session, picture.code, small) == DRAWN[small].content
    assert find_file(session, "no-such", small) is None
    assert current_revision(session) > before
    assert event.revised_at == BY["at"]


def test_the_same_picture_twice_is_two_pictures(session, event):
    first, second = add(session, event), add(session, event)
    assert first.code != second.code
    assert len(list_pictures(session, event.id)) == 2


def test_pictures_stand_as_they_came_until_one_is_put_first(session, event):
    for text in ("A", "B", "C"):
        last = add(session, event, described(text))
    assert texts(session, event) == ["A", "B", "C"]
    put_first(session, event, last, **BY)
    assert texts(session, event) == ["C", "A", "B"]
    add(session, event, described("D"))
    assert texts(session, event) == ["C", "A", "B", "D"]


def test_an_event_has_so_many_pictures_and_no_more(session, event):
    for _ in range(MOST_PICTURES):
        add(session, event)
    with pytest.raises(TooManyPictures) as refused:
        add(session, event)
    assert refused.value.most == MOST_PICTURES
    assert len(list_pictures(session, event.id)) == MOST_PICTURES


@pytest.mark.parametrize(
    "alt", [Alt(texts={}), Alt(texts={TURKISH: "Çocuklar"}), described(" "), described("x" * 251)]
)
def test_a_picture_is_described_in_danish_and_not_at_length(session, event, alt):
    assert LONGEST_ALT == 250
    with pytest.raises(PictureUndescribed):
        add(session, event, alt)
    picture = add(session, event)
    with pytest.raises(PictureUndescribed):
        describe_picture(session, event, picture, alt, **BY)


def test_a_description_that_lags_behind_the_danish_is_marked(session, event):
    by_machine = Provenance(origins={URDU: Origin.MACHINE})
    whole = {DANISH: "Børn", TURKISH: "Çocuklar", URDU: "بچے"}
    picture = add(session, event, Alt(texts=whole, provenance=by_machine))
    [view] = list_pictures(session, event.id)
    assert view.states == {
        DANISH: TextState.HUMAN,
        TURKISH: TextState.HUMAN,
        URDU: TextState.MACHINE,
    }
    anew = {DANISH: "Voksne", TURKISH: "Çocuklar"}
    describe_picture(session, event, picture, Alt(texts=anew), **BY)
    [view] = list_pictures(session, event.id)
    assert view.texts == anew
    assert view.states == {DANISH: TextState.HUMAN, TURKISH: TextState.OUTDATED}


def test_a_picture_that_is_taken_away_leaves_nothing(session, event):
    kept, gone = add(session, event), add(session, event)
    remove_picture(session, event, gone, **BY)
    assert [each.id for each in list_pictures(session, event.id)] == [kept.id]
    assert find_file(session, gone.code, PictureSize.LARGE) is None
    assert find_picture(session, event.id, gone.id) is None


def test_a_copy_has_the_pictures_in_their_order_under_other_codes(session, event):
    by_machine = Provenance(origins={URDU: Origin.MACHINE})
    add(session, event, Alt(texts={DANISH: "A", URDU: "ا"}, provenance=by_machine))
    put_first(session, event, add(session, event, described("B")), **BY)
    copy = make_draft(session)
    copy_pictures(session, event, copy, at=AT)
    known, copied = (list_pictures(session, each.id) for each in (event, copy))
    assert [(each.texts, each.states, each.widths, each.heights) for each in copied] == [
        (each.texts, each.states, each.widths, each.heights) for each in known
    ]
    assert {each.code for each in known} & {each.code for each in copied} == set()
    small = PictureSize.SMALL
    assert find_file(session, copied[0].code, small) == DRAWN[small].content
    remove_picture(session, event, find_picture(session, event.id, known[0].id), **BY)
    assert len(list_pictures(session, copy.id)) == 2


def test_the_pictures_of_a_deleted_draft_go_with_it(session, event):
    add(session, event)
    delete_draft(session, event, **BY)
    session.flush()
    for table in (EventPicture, PictureFile, PictureText):
        assert session.scalars(select(table.id)).all() == []


def test_who_did_what_with_a_picture_is_written_down(session, event):
    picture = add(session, event)
    describe_picture(session, event, picture, described("Voksne"), **BY)
    put_first(session, event, picture, **BY)
    remove_picture(session, event, picture, **BY)
    verbs = select(AuditEntry.verb).where(AuditEntry.verb.contains("picture"))
    assert session.scalars(verbs.order_by(AuditEntry.id)).all() == [
        "add-picture",
        "describe-picture",
        "put-picture-first",
        "remove-picture",
    ]
