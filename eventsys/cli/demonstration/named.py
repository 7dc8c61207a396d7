"""The four events of the team's own year, in Danish and English."""

from collections.abc import Sequence
from datetime import date, time, timedelta

from eventsys.cli.demonstration.languages import COURSE_TRANSLATIONS
from eventsys.cli.demonstration.places import FOUNDRY, HALL, LAKES, OUTER_NOERREBRO, TINGBJERG
from eventsys.cli.demonstration.questions import COURSE_QUESTIONS, PARTY_QUESTIONS
from eventsys.cli.demonstration.show import (
    SATURDAY,
    TUESDAY,
    DemonstrationEvent,
    School,
    Show,
    next_weekday,
)
from eventsys.core.text import Language
from eventsys.events.care.rules import Care, Companions, NeedKind
from eventsys.events.rules import AgeRule, Attends, Audience, EventKind, Visibility

PARTY_TICKETS = 741
AGE = 10
WEEK = timedelta(days=7)
DANISH, ENGLISH = Language.DANISH, Language.ENGLISH


def named_events(today: date, tickets: int) -> Sequence[DemonstrationEvent]:
    """Give the four events, with so many participants at International Dag."""
    return (
        international_day(next_weekday(today + 3 * WEEK, SATURDAY), tickets),
        birthday_party(next_weekday(today + 2 * WEEK, SATURDAY)),
        citizenship_course(next_weekday(today + 2 * WEEK, TUESDAY)),
        parents_workshop(next_weekday(today + 4 * WEEK, TUESDAY)),
    )


def international_day(day: date, tickets: int) -> DemonstrationEvent:
    """Make the big open-air day by the lakes."""
    return DemonstrationEvent(
        slug="international-dag",
        kind=EventKind.PUBLIC,
        titles={DANISH: "International Dag ved søerne", ENGLISH: "International Day by the lakes"},
        bodies={
            DANISH: (
                "Mad, musik og dans fra hele verden langs Søerne. Foreninger fra alle byens "
                "bydele har boder, og børnene kan prøve sport, cirkus og værksteder.\n\n"
                "Det er gratis. Tilmeld gerne jer, der kommer, så er der mad nok til alle. "
                "I er også velkomne uden billet."
            ),
            ENGLISH: (
                "Food, music and dance from all over the world along the Lakes. Associations from "
                "every district have stalls, and children can try sports, circus and workshops.\n\n"
                "It is free. Please register those who come, so that there is food for all. "
                "You are welcome without a ticket too."
            ),
        },
        shows=[Show(day=day, begins=time(11), ends=time(17), venue=LAKES)],
        spoken=frozenset(Language),
        gates=["Nord", "Syd", "Dronning Louises Bro"],
        participants=tickets,
        largest_group=10,
    )


def birthday_party(day: date) -> DemonstrationEvent:
    """Make the party for all ten-year-olds of Nørrebro; it is full."""
    return DemonstrationEvent(
        slug="foedselsdagsfest",
        kind=EventKind.PUBLIC,
        titles={
            DANISH: "Fødselsdagsfest for alle 10-årige på Nørrebro",
            ENGLISH: "Birthday party for all 10-year-olds in Nørrebro",
        },
        bodies={
            DANISH: (
                "Alle børn på Nørrebro, der fylder 10 i år, holder fødselsdag sammen: lagkage, "
                "live-musik, fodbold og en kæmpe fødselsdagssang.\n\n"
                "En voksen tilmelder barnet og følger det til døren. Søskende er også velkomne. "
                "Skriv det, når I tilmelder, hvis barnet ikke kan tåle noget."
            ),
            ENGLISH: (
                "All children of Nørrebro who turn 10 this year celebrate together: birthday "
                "cake, live music, football and one huge birthday song.\n\n"
                "An adult registers the child and comes along to the door. Siblings are welcome "
                "too. Tell us when you register if there is anything the child must not eat."
            ),
        },
        shows=[Show(day=day, begins=time(13), ends=time(16), venue=HALL)],
        audience=Audience.CHILDREN,
        spoken=frozenset({DANISH, ENGLISH, Language.ARABIC, Language.SOMALI}),
        capacity=PARTY_TICKETS,
        age_rule=AgeRule(day.year - AGE, day.year - AGE),
        care=Care(
            needs=frozenset({NeedKind.INTERPRETER, NeedKind.ALLERGY, NeedKind.ACCESS}),
            photos=True,
            companions=Companions.UNCOUNTED,
        ),
        gates=["Hovedindgang", "Hallen"],
        participants=PARTY_TICKETS,
        questions=PARTY_QUESTIONS,
        school=School(name="4.B, Opdigtet Skole", teacher="Signe Eksempelsen", children=25),
    )


def citizenship_course(first: date) -> DemonstrationEvent:
    """Make the course on citizenship: six evenings with the local associations."""
    return DemonstrationEvent(
        slug="medborgerskab",
        kind=EventKind.COURSE,
        titles={
            DANISH: "Medborgerskab: bliv hørt i dit kvarter",
            ENGLISH: "Citizenship: be heard in your neighbourhood",
        },
        bodies={
            DANISH: (
                "Et forløb på seks aftener sammen med de lokale foreninger. Vi ser på, hvordan "
                "man får indflydelse i boligforeningen, i skolebestyrelsen og i lokaludvalget, "
                "og I prøver det på en sag, der betyder noget for jer.\n\n"
                "Vi spiser sammen kl. 17. Der er børnepasning. Kom til mindst fem af de seks "
                "aftener, så får du et bevis."
            ),
            ENGLISH: (
                "Six evenings together with the local associations. We look at how to gain "
                "influence in the housing association, the school board and the local council, "
                "and you try it on a matter that means something to you.\n\n"
                "We eat together at 5 pm. There is childcare. Come to at least five of the six "
                "evenings and you receive a certificate."
            ),
        },
        shows=[
            Show(day=first + week * WEEK, begins=time(17), ends=time(19, 30), venue=FOUNDRY)
            for week in range(6)
        ],
        audience=Audience.ADULTS,
        spoken=frozenset({DANISH, ENGLISH, Language.TURKISH, Language.URDU}),
        capacity=24,
        participants=19,
        questions=COURSE_QUESTIONS,
        translations=COURSE_TRANSLATIONS,
        largest_group=2,
    )


def parents_workshop(first: date) -> DemonstrationEvent:
    """Make the workshop for frontline staff: one day in each area, by link only."""
    return DemonstrationEvent(
        slug="foraeldreinddragelse",
        kind=EventKind.WORKSHOP,
        titles={
            DANISH: "Workshop: forældreinddragelse i Tingbjerg og på Ydre Nørrebro",
            ENGLISH: "Workshop: involving parents in Tingbjerg and outer Nørrebro",
        },
        bodies={
            DANISH: (
                "For frontmedarbejdere, der arbejder med børn og unge: pædagoger, lærere, "
                "klubmedarbejdere, politi og boligsociale medarbejdere. Vi arbejder med de "
                "svære samtaler og med metoder, der får forældre med etnisk minoritetsbaggrund "
                "med.\n\nVælg den dag, der passer: en i Tingbjerg og en på Ydre Nørrebro."
            ),
            ENGLISH: (
                "For frontline staff who work with children and young people: pedagogues, "
                "teachers, club staff, police and community workers. We work on the difficult "
                "talks and on methods that bring parents of ethnic minority background along."
                "\n\nChoose the day that suits you: one in Tingbjerg and one in outer Nørrebro."
            ),
        },
        shows=[
            Show(day=first, begins=time(9), ends=time(15), venue=TINGBJERG),
            Show(day=first + WEEK, begins=time(9), ends=time(15), venue=OUTER_NOERREBRO),
        ],
        audience=Audience.STAFF,
        capacity=20,
        attends=Attends.ONE,
        visibility=Visibility.LINK,
        asks_workplace=True,
        participants=26,
        largest_group=3,
    )
