"""Nothing in the database leads from an answer to who gave it; with a control that finds it."""

import random
from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import DateTime, inspect, make_url, text

from eventsys.core.db import Model, db, transaction, write
from eventsys.core.outbox import Notice
from eventsys.evaluation.responses.models import Answer, AnswerText, SurveyResponse
from eventsys.evaluation.responses.operations import answer_by_link
from eventsys.evaluation.responses.rules import Sheet
from eventsys.evaluation.surveys.queries import get_questionnaire
from eventsys.evaluation.waves.invites.queries import survey_token_of
from eventsys.evaluation.waves.models import SurveyInvite, SurveyWave
from eventsys.messages.surveying import empty_journal, mix_waves
from tests.evaluation.linking import answers_by_response, kept_in_order, most_linked
from tests.factories import make_event, make_family
from tests.surveys import make_choice, make_questionnaire, make_words, make_yes_no
from tests.waves import END, invites_of, let_come, open_wave

PEOPLE = 200
A_PAGE = 80
"""So many responses lie on one page of SQLite; a page that is full is laid down anew."""
BY_CHANCE = 12
OPTIONS = [f"Svar {letter}" for letter in "abcdefghijkl"]
SECRET = "Ord fra person"


class Asked:
    """A wave in which 200 people have answered, each something else, in an order of chance."""

    def __init__(self, wave_id, truth, used):
        self.wave_id, self.truth, self.used = wave_id, truth, used


def ask(people=PEOPLE):
    """Hold an event and ask everybody; some answer, one after the other."""
    with transaction() as session:
        event = make_event(session, capacity=None)
        for _ in range(PEOPLE // 10):
            make_family(session, event, 10)
        let_come(session, event)
        session.query(Notice).delete()
        questions = [make_choice("Hvad var bedst?", *OPTIONS), make_choice("Hvor?", *OPTIONS)]
        version = make_questionnaire(session, *questions, make_yes_no(), make_words()).id
        wave = open_wave(session, event, version_id=version)
        asked = get_questionnaire(session, version).questions
        invited = [
            (each.participant_id, survey_token_of(each)) for each in invites_of(session, wave)
        ]
        wave_id = wave.id
    chosen = random.sample(invited, people)
    truth = dict(zip([person for person, _ in chosen], combinations_of(asked), strict=False))
    for person, token in chosen:
        answer(person, token, asked, truth[person])
    return Asked(wave_id, truth, list(truth.values()))


def combinations_of(asked):
    """List what can be answered, each once, in an order of chance."""
    first, second, *_ = asked
    sheets = [*product(first.options, second.options, ("yes", "no"))]
    return random.sample(sheets, len(sheets))


def answer(person, token, asked, values):
    """Answer by a link, in a transaction of its own."""
    *chosen, own = (each.id for each in asked)
    values = dict(zip(chosen, values, strict=True))
    sheet = Sheet(values=values, texts={own: f"{SECRET} {person}"})
    write(lambda session: answer_by_link(session, token, sheet, at=END))


@pytest.fixture
def asked(database):
    return ask()


def file_of(app):
    """Find SQLite's file, with all that its journal holds; PostgreSQL has none of ours."""
    db.session.rollback()
    if db.engine.dialect.name != "sqlite":
        return None
    empty_journal()
    return Path(make_url(app.config["SQLALCHEMY_DATABASE_URI"]).database)


def test_after_the_mixing_nothing_links_answers_with_people(database, asked):
    mix_waves(END)
    assert most_linked(db.session(), asked.truth) <= BY_CHANCE
    assert 0.3 < kept_in_order(db.session(), asked.used, file_of(database)) < 0.7
    assert sorted(answers_by_response(db.session()).values()) == sorted(asked.used)


def test_without_the_mixing_the_database_itself_remembers(database):
    """The control: PostgreSQL links each answer by its transaction, SQLite shows the order."""
    if db.engine.dialect.name == "postgresql":
        asked = ask()
        assert most_linked(db.session(), asked.truth) == PEOPLE
    else:
        asked = ask(A_PAGE)
    assert kept_in_order(db.session(), asked.used, file_of(database)) > 0.8


def test_after_the_mixing_sqlites_files_hold_no_older_copy(in_app):
    """PostgreSQL's files are its own: its vacuum removes what was overwritten."""
    ask()
    before = {*answers_by_response(db.session())}
    file = file_of(in_app)
    mix_waves(END)
    db.session.rollback()
    empty_journal()
    content = b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))
    assert [each for each in before if each.encode() in content] == []


def test_no_other_table_holds_anything_of_an_answer(database, asked):
    own = {SurveyResponse, Answer, AnswerText}
    secrets = [SECRET, *answers_by_response(db.session())]
    found = [
        table.name
        for table in Model.metadata.sorted_tables
        if table.name not in {each.__tablename__ for each in own}
        for row in db.session.execute(table.select())
        if any(secret in str(row) for secret in secrets)
    ]
    assert found == []


def test_neither_answers_nor_invitations_hold_a_time_or_a_running_number(database):
    columns = [
        column
        for model in (SurveyResponse, Answer, AnswerText, SurveyInvite)
        for column in inspect(model).columns
    ]
    assert [str(each) for each in columns if isinstance(each.type, DateTime)] == []
    leading = {key.column.table.name for each in columns for key in each.foreign_keys}
    assert leading == {"survey_wave", "survey_response", "survey_question", "participant"}
    numbered = [str(each) for each in columns if each.primary_key and each.autoincrement is True]
    assert numbered == []


def test_words_lie_apart_from_the_answers_beside_them(database, asked):
    words = db.session.execute(text("SELECT * FROM answer_text")).mappings().all()
    responses = {*answers_by_response(db.session())}
    assert len(words) == PEOPLE
    assert [row["id"] for row in words if row["id"] in responses] == []
    assert set(words[0]) == {"id", "wave_id", "question_id", "source", "text"}
    assert db.session.get(SurveyWave, asked.wave_id) is not None
