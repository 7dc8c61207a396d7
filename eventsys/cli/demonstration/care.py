"""Invented needs and answers about pictures."""

from dataclasses import replace
from random import Random

from eventsys.events.care.rules import Care, NeedKind
from eventsys.registration.needs.rules import NeedRequest
from eventsys.registration.requests import RegistrationRequest

ALLERGIES = ("Nødder", "Mælk", "Æg", "Gluten", "Jordbær")
INTERPRETED = ("ar", "so", "ar", "tr", "ur", "so", "ti")
ACCESS = ("Kommer i kørestol", "Kan ikke gå på trapper")
ONE_IN = {NeedKind.INTERPRETER: 25, NeedKind.ALLERGY: 30, NeedKind.ACCESS: 120}
ANSWERS = (True, True, True, False, None)


def with_care(request: RegistrationRequest, care: Care, chance: Random) -> RegistrationRequest:
    """Let some of the invented people need something, and most answer about pictures."""
    if not care.needs and not care.photos:
        return request
    allergy = NeedRequest(kind=NeedKind.ALLERGY, text=chance.choice(ALLERGIES))
    access = NeedRequest(kind=NeedKind.ACCESS, text=chance.choice(ACCESS))
    interpreter = NeedRequest(kind=NeedKind.INTERPRETER, language=chance.choice(INTERPRETED))
    return replace(
        request,
        needs=[need for need in (interpreter, access) if is_needed(need, chance)],
        participants=[
            replace(
                person,
                needs=[need for need in (allergy,) if is_needed(need, chance)],
                photos=chance.choice(ANSWERS),
            )
            for person in request.participants
        ],
    )


def is_needed(need: NeedRequest, chance: Random) -> bool:
    """Tell by chance whether somebody needs it."""
    return chance.randrange(ONE_IN[need.kind]) == 0
