"""Invented people; their family names say that they are."""

from collections.abc import Iterator
from random import Random

from eventsys.cli.demonstration.show import School
from eventsys.core.text import Language
from eventsys.events.care.rules import NeedKind
from eventsys.events.rules import AgeRule
from eventsys.registration.needs.rules import NeedRequest
from eventsys.registration.requests import RegistrationRequest
from eventsys.registration.rules import Category, Channel, Contact, ParticipantRequest, Source

GIVEN_NAMES = (
    *("Aisha", "Alberte", "Ali", "Amina", "Anna", "Asger", "Ayaan", "Ayşe", "Bilal", "Carl"),
    *("Clara", "Deniz", "Ebba", "Elif", "Emil", "Emma", "Fadi", "Fatima", "Freja", "Hamza"),
    *("Hassan", "Ibrahim", "Ida", "Iman", "Johan", "Karla", "Khadija", "Layla", "Leyla", "Liam"),
    *("Lucas", "Malik", "Maryam", "Mehmet", "Mikkel", "Mohamed", "Nadia", "Noah", "Nora", "Omar"),
    *("Oscar", "Rania", "Safiya", "Samira", "Sara", "Selma", "Signe", "Sofia", "Storm", "Tariq"),
    *("Ubah", "Vera", "Victor", "William", "Yasmin", "Yusuf", "Zahra", "Zaynab", "Øyvind", "Åse"),
)
FAMILY_NAMES = ("Eksempelsen", "Prøvestrup", "Opdigtet", "Demosen", "Fantasigaard", "Testrup")
LANGUAGES = (Language.DANISH,) * 5 + tuple(Language)


def invented_registrations(
    participants: int, largest_group: int, age_rule: AgeRule | None, chance: Random
) -> Iterator[RegistrationRequest]:
    """Invent registrations for so many participants in all, none of whom gets messages."""
    missing = participants
    while missing > 0:
        size = min(chance.randint(1, largest_group), missing)
        yield invented_registration(size, age_rule, chance)
        missing -= size


def school_class(school: School, age_rule: AgeRule | None) -> RegistrationRequest:
    """Invent a class whose teacher tells no names, but numbers of needs."""
    child = ParticipantRequest(
        name="",
        category=Category.CHILD,
        birth_year=age_rule.from_year if age_rule else None,
    )
    return RegistrationRequest(
        contact=Contact(name=school.teacher, channel=Channel.NONE),
        language=Language.DANISH,
        participants=[child] * school.children,
        source=Source.DEMONSTRATION,
        needs=[
            NeedRequest(kind=NeedKind.ALLERGY, text="Nødder", number=2),
            NeedRequest(kind=NeedKind.ACCESS, text="Kommer i kørestol", number=1),
        ],
        group_name=school.name,
    )


def invented_registration(
    size: int, age_rule: AgeRule | None, chance: Random
) -> RegistrationRequest:
    """Invent one family or group."""
    family = chance.choice(FAMILY_NAMES)
    return RegistrationRequest(
        contact=Contact(name=f"{chance.choice(GIVEN_NAMES)} {family}", channel=Channel.NONE),
        language=chance.choice(LANGUAGES),
        participants=[
            ParticipantRequest(
                name=f"{chance.choice(GIVEN_NAMES)} {family}",
                category=Category.CHILD if age_rule or position > 1 else Category.ADULT,
                birth_year=age_rule.from_year if age_rule else None,
            )
            for position in range(size)
        ],
        source=Source.DEMONSTRATION,
    )
