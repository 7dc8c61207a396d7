"""Drafts are kept for a day, saved whole and taken back; what goes out comes in again the same."""

import io
import unicodedata
from datetime import timedelta
from random import Random

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from eventsys.core.db import db, transaction
from eventsys.core.principal import SYSTEM
from eventsys.core.text import clean_line
from eventsys.events.models import Event
from eventsys.exchange.exports.people import Wanted, read_people
from eventsys.exchange.files.rules import Column, FileFormat, sheet_of
from eventsys.exchange.files.writing import file_pieces
from eventsys.exchange.imports.errors import CannotBeUndone, NoLongerDraft, NothingToSave
from eventsys.exchange.imports.models import ImportRun
from eventsys.exchange.imports.operations import (
    SaveRequest,
    drop_draft,
    drop_old_drafts,
    keep_draft,
    map_columns,
)
from eventsys.exchange.imports.people.operations import save_people, undo_people
from eventsys.exchange.imports.people.queries import places_left
from eventsys.exchange.imports.queries import has_old_drafts
from eventsys.exchange.imports.reading import read_import
from eventsys.exchange.imports.rules import ImportKind, ImportState
from eventsys.registration.rules import IfFull
from tests.factories import AT, make_event, make_registration
from tests.registration.test_race import one_after_the_other

LIST = "Navn;Ø\r\nAmina;x\r\nBo;y\r\n".encode()
DAY = timedelta(days=1)
ALPHABETS = {
    "latin": "aæøåéñşğıßł",
    "arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "urdu": "ٹپچڈڑژکگںھہےآ",
    "ge'ez": "ሀለሐመሠረሰሸቀበተ",
    "cyrillic": "абвгдежзийкл",
    "chinese": "王李张刘陈杨黄",
}
MORE = [
    *("🦄 Ø", "=1+1", "+45 Bo", "-Ida", "@Ali", "＝x", "'=1", "''-x", "O'Brien", 'A"B;C'),
    "👨\u200d👩\u200d👧 Khan",
]


def names(number):
    """Make names in six scripts, and those that do harm."""
    chance = Random(6)
    letters = list(ALPHABETS.values())
    made = []
    while len(made) < number:
        alphabet = letters[len(made) % len(letters)]
        words = ["".join(chance.choices(alphabet, k=chance.randint(2, 9))) for _ in range(2)]
        start = MORE[len(made) % len(MORE)] if len(made) % 3 == 0 else ""
        made.append(clean_line(f"{start} {' '.join(words)}"))
    return [unicodedata.normalize("NFC", name) for name in made]


def draft(session, event, content=LIST, *, at=AT):
    file = read_import("liste.csv", content)
    return keep_draft(session, ImportKind.PEOPLE, event, file, at=at, by=SYSTEM)


def save(session, run, event, *, at=AT, **changes):
    return save_people(session, run, event, SaveRequest(**changes), at=at, by=SYSTEM)


def people_in(session, event):
    return [each.name for each in read_people(session, event.id, Wanted())]


def files_of(session, event):
    """Write the participants' file in every kind that there is."""
    columns = [
        Column(key="name", head="Navn", cell=lambda row: row.name),
        Column(key="phone", head="Telefon", cell=lambda row: row.phone),
        Column(key="reference", head="Reference", cell=lambda row: row.reference),
    ]

    def sheet():
        return sheet_of("Deltagere", columns, read_people(session, event.id, Wanted()))

    return {form.value: b"".join(file_pieces(sheet(), form)) for form in FileFormat}


def judged_by_openpyxl(content):
    """Tell the texts of the first column as another program reads them; none is a formula."""
    cells = [row[0] for row in load_workbook(io.BytesIO(content)).active.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    return [cell.value for cell in cells]


def test_another_program_reads_the_same_names(session):
    there, wanted = make_event(session, capacity=None), names(200)
    for start in range(0, 200, 10):
        make_registration(session, there, *wanted[start : start + 10])
    assert judged_by_openpyxl(files_of(session, there)["xlsx"]) == wanted


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods", "json"])
def test_what_goes_out_comes_in_again_the_same_in_six_scripts(session, kind):
    there = make_event(session, capacity=None)
    wanted = names(200)
    for start in range(0, 200, 10):
        make_registration(session, there, *wanted[start : start + 10])
    here = make_event(session, capacity=None)
    run = draft(session, here, files_of(session, there)[kind])
    save(session, run, here)
    assert people_in(session, here) == people_in(session, there) == wanted
    assert len(run.made) == 20
    again = draft(session, here, files_of(session, here)[kind])
    with pytest.raises(NothingToSave):
        save(session, again, here)


def test_of_two_columns_with_one_meaning_the_first_counts(session):
    run = draft(session, make_event(session))
    map_columns(session, run, ["name", "name", "email"], at=AT)
    assert run.columns == ["name", ""]
    map_columns(session, run, ["group"], at=AT)
    assert run.columns == ["group", ""]


def test_a_draft_that_is_too_old_is_neither_mapped_nor_saved_and_then_forgotten(session):
    event = make_event(session)
    run = draft(session, event)
    with pytest.raises(NoLongerDraft):
        map_columns(session, run, ["name"], at=AT + DAY)
    with pytest.raises(NoLongerDraft):
        save(session, run, event, at=AT + DAY)
    assert drop_old_drafts(session, at=AT + DAY - timedelta(seconds=1)) == 0
    assert has_old_drafts(session, at=AT + DAY)
    assert drop_old_drafts(session, at=AT + DAY) == 1
    assert not has_old_drafts(session, at=AT + DAY)
    assert session.scalars(select(ImportRun)).all() == []


def test_of_two_who_save_a_draft_at_once_one_is_refused(session):
    event = make_event(session)
    run = draft(session, event)
    table = ImportRun.__table__
    session.connection().execute(table.update().values(state=ImportState.SAVED))
    with pytest.raises(NoLongerDraft):
        save(session, run, event)


def test_what_is_saved_at_this_moment_is_not_forgotten(database):
    with transaction() as session:
        event_id = make_event(session).id
        run_id = draft(session, session.get_one(Event, event_id)).id

    def save_it(session):
        save(session, session.get_one(ImportRun, run_id), session.get_one(Event, event_id))

    def drop_it(session):
        drop_draft(session, session.get_one(ImportRun, run_id))

    assert one_after_the_other(database, save_it, drop_it) == [None, None]
    db.session().rollback()
    assert db.session().get_one(ImportRun, run_id).state is ImportState.SAVED


def test_what_was_saved_is_not_forgotten(session):
    event = make_event(session)
    run = save(session, draft(session, event), event)
    drop_draft(session, run)
    assert drop_old_drafts(session, at=AT + DAY) == 0
    assert run.state is ImportState.SAVED
    assert run.rows is None


def test_an_import_is_taken_back_once_and_for_three_days(session):
    event = make_event(session)
    run = save(session, draft(session, event), event)
    with pytest.raises(CannotBeUndone) as refusal:
        undo_people(session, run, event, at=AT + 3 * DAY, by=SYSTEM)
    assert refusal.value.is_late
    undo_people(session, run, event, at=AT + 2 * DAY, by=SYSTEM)
    assert (people_in(session, event), run.state) == ([], ImportState.UNDONE)
    with pytest.raises(CannotBeUndone):
        undo_people(session, run, event, at=AT + 2 * DAY, by=SYSTEM)


def test_the_places_left_are_those_of_all_dates(session):
    assert places_left(session, make_event(session, capacity=None)) is None
    event = make_event(session, capacity=3)
    make_registration(session, event, "A")
    assert places_left(session, event) == 2


def test_a_list_of_which_nobody_gets_a_place_is_not_saved(session):
    event = make_event(session, capacity=1)
    make_registration(session, event, "A")
    with pytest.raises(NothingToSave):
        save(session, draft(session, event), event, if_full=IfFull.PART)
