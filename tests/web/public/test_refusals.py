import pytest

from eventsys.core.errors import Busy, DomainError
from eventsys.events.errors import NotEnoughPlaces
from eventsys.events.rules import AgeRule, RegistrationState
from eventsys.registration.errors import (
    KeyReused,
    OccasionMissing,
    OutsideAgeRule,
    RegistrationClosed,
)
from eventsys.web.public.refusals import lay_on, words_of
from eventsys.web.public.registration_form import RegistrationForm

REFUSALS = [
    (NotEnoughPlaces(asked=3, left=0), 409, "participants", "Der er ikke flere pladser."),
    (NotEnoughPlaces(asked=3, left=1), 409, "participants", "Der er kun 1 plads tilbage."),
    (RegistrationClosed(RegistrationState.NOT_YET), 409, "participants", "Du kan ikke"),
    (RegistrationClosed(RegistrationState.CLOSED), 409, "participants", "Du kan ikke"),
    (KeyReused(), 409, "participants", "Du har sendt siden før."),
    (OccasionMissing(), 422, "occasion-0", "Vælg en dag."),
    (Busy(), 503, "participants", "Rigtig mange tilmelder sig lige nu."),
    (
        OutsideAgeRule([0], AgeRule(2014, 2016)),
        422,
        "participants-0-birth_year",
        "Person 1: Arrangementet er for: Børn født fra 2014 til 2016.",
    ),
]


@pytest.fixture
def form(app):
    with app.test_request_context("/da/"):
        yield RegistrationForm("register fest")


@pytest.mark.parametrize(("refusal", "status", "field", "words"), REFUSALS)
def test_each_refusal_stands_at_its_field_in_words(form, refusal, status, field, words):
    assert lay_on(form, refusal) == status
    (problem,) = form.problems()
    assert problem.field_id == field
    assert problem.text.startswith(words)


def test_a_refusal_that_nobody_has_worded_is_raised_on(form):
    with pytest.raises(DomainError):
        words_of(DomainError())
