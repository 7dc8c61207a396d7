"""Forgetting reaches every column that is marked, and leaves no word of anybody in the database."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import (
    JSON,
    Boolean,
    Date,
    DateTime,
    Enum,
    Integer,
    LargeBinary,
    String,
    Table,
    TypeDecorator,
    insert,
    select,
)

from eventsys.core.audit import AuditEntry
from eventsys.core.db import Model, db, empty_log, table_of, transaction
from eventsys.core.principal import SYSTEM
from eventsys.events.models import Event, Occasion
from eventsys.privacy.operations import forget, forget_event
from eventsys.privacy.rules import FATES, Fate
from eventsys.registration.models import Participant, Registration, Ticket
from eventsys.registration.rules import Channel, Contact, ParticipantRequest
from tests.factories import AT, START, make_device, make_event, make_registration
from tests.questions import make_question
from tests.waves import open_wave, questions_of

LATER = START + timedelta(days=2)
NAME, MAIL, PHONE = "Zulaikha Qvortrup", "zulaikha@qvortrup.example", "+4570112233"
WORDS = (NAME, "Ibrahim Qvortrup", MAIL, PHONE, "qvortrup", "70112233")
BESIDES = ("long_work",)  # what marked rows hang on


def marked():
    """List the columns that say they hold something of people."""
    return {
        str(column): column
        for table in Model.metadata.sorted_tables
        for column in table.columns
        if "personal" in column.info
    }


def test_every_marked_column_has_its_fate_and_every_fate_a_column(in_app):
    assert marked().keys() == FATES.keys()
    staff = {name for name, column in marked().items() if column.info["personal"] == "staff"}
    assert {name for name, fate in FATES.items() if fate is Fate.STAFF} <= staff


def kind_of(column):
    kind = column.type
    return kind.impl_instance if isinstance(kind, TypeDecorator) else kind


def value_for(column):
    """Make any value that a column takes; a marked one holds the person's name."""
    kind, name = kind_of(column), f"{column.name} of {NAME}"
    if isinstance(kind, Enum):
        return column.type.python_type(kind.enums[0]) if kind.enum_class else kind.enums[0]
    for of, value in (
        (LargeBinary, name.encode()),
        (JSON, []),
        (Boolean, False),
        (Integer, 1),
        (DateTime, AT),
        (Date, date(2026, 5, 4)),
        (String, name if "personal" in column.info else f"a {column.name}"),
    ):
        if isinstance(kind, of):
            return value
    raise AssertionError(column)


def row_for(table: Table, known, special):
    """Make a row of a table that hangs on what is known, and has all that is marked."""
    row = {}
    for column in table.columns:
        keys = [key.column.table.name for key in column.foreign_keys]
        if str(column) in special:
            row[column.name] = special[str(column)]
        elif keys:
            if keys[0] in known:
                row[column.name] = known[keys[0]]
        elif column.primary_key and isinstance(kind_of(column), Integer):
            continue
        elif "personal" in column.info or not (column.nullable or column.default):
            row[column.name] = value_for(column)
    return row


def fill(session):
    """Lay something of the same person into every marked column; give the event's id."""
    event = make_event(session)
    mine = make_registration(
        session,
        event,
        contact=Contact(name=NAME, channel=Channel.EMAIL, email=MAIL),
        participants=[ParticipantRequest(name="Ibrahim Qvortrup")],
    )
    mine.contact_phone, mine.group_name = PHONE, "Qvortrups venner"
    person = session.scalars(select(Participant)).one()
    person.birth_year = 2001
    question, wave = make_question(session, event), open_wave(session, event)
    known = {
        "event": event.id,
        "occasion": session.scalars(select(Occasion.id)).one(),
        "registration": mine.id,
        "participant": person.id,
        "ticket": session.scalars(select(Ticket.id)).one(),
        "device": make_device(session, event).device.id,
        "question": question.id,
        "survey_wave": wave.id,
        "survey_question": questions_of(session, wave)[2],
    }
    special = {
        "audit_entry.object_kind": "registration",
        "audit_entry.object_id": mine.id,
        "broken_channel.recipient": MAIL,
        "import_run.rows": json.dumps([[2, [NAME, MAIL]]]),
        "mute.recipient": PHONE,
        "head_count.slot_end": AT,
        "attendance_mark.reason": f"{NAME} called",
        "long_work.total": 1,
        "work_piece.no": 1,
    }
    session.flush()
    tables = {column.table for name, column in marked().items() if FATES[name] is not Fate.STAFF}
    tables -= {table_of(Registration), table_of(Participant)}
    for table in Model.metadata.sorted_tables:
        if table in tables or table.name in BESIDES:
            made = session.execute(insert(table).values(row_for(table, known, special)))
            if table.name in BESIDES:
                known[table.name] = made.inserted_primary_key[0]
    session.flush()
    session.expire_all()
    return event, mine


def held(session, column):
    """Tell whether a marked column holds anything but emptiness."""
    found = session.execute(select(column).where(column.is_not(None))).scalars().all()
    return [each for each in found if each not in {"", b""}]


@pytest.fixture
def reached():
    return {
        name: column
        for name, column in marked().items()
        if FATES[name] is not Fate.STAFF and name != "audit_entry.details"
    }


def test_of_a_whole_event_every_marked_column_is_reached(session, reached):
    event, _ = fill(session)
    assert [name for name, column in reached.items() if not held(session, column)] == []
    forget_event(session, event, at=LATER, by=SYSTEM)
    session.expire_all()
    assert {name: found for name in reached if (found := held(session, reached[name]))} == {}
    told = session.scalars(select(AuditEntry.details).where(AuditEntry.details.is_not(None)))
    assert not [each for each in told if NAME in each or MAIL in each]


def test_of_a_person_everything_is_reached_but_what_is_the_events(session, reached):
    _, mine = fill(session)
    forget(session, mine, at=LATER, by=SYSTEM)
    session.expire_all()
    left = {name for name in reached if held(session, reached[name])}
    assert left == {name for name in reached if FATES[name] is Fate.WITH_EVENT}


def words_in(session):
    """Tell where in the database the person's words stand, whatever the column."""
    return {
        str(column)
        for table in Model.metadata.sorted_tables
        for row in session.execute(select(table))
        for column, value in zip(table.columns, row, strict=True)
        if any(word.casefold() in as_text(value).casefold() for word in WORDS)
    }


def as_text(value):
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def test_no_word_of_anybody_stands_anywhere_in_the_database_after_it(database, settings):
    with transaction() as session:
        event, _ = fill(session)
        event_id = event.id
        assert len(words_in(session)) > 20
    with transaction() as session:
        forget_event(session, session.get_one(Event, event_id), at=LATER, by=SYSTEM)
    assert words_in(db.session()) == set()
    db.session().rollback()
    if db.engine.dialect.name == "sqlite":
        db.session.remove()
        empty_log()
        place = Path(db.engine.url.database)
        files = [each for each in place.parent.glob(f"{place.name}*") if each.is_file()]
        bytes_of = b"".join(each.read_bytes() for each in files).lower()
        assert [word for word in WORDS if word.lower().encode() in bytes_of] == []
