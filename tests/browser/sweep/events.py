"""Events in every state that a citizen may meet, and one registration in each of theirs."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.core.keys import Purpose
from eventsys.core.links import make_token
from eventsys.core.principal import SYSTEM, VISITOR
from eventsys.core.text import Language
from eventsys.events.care.rules import Care, Companions, NeedKind
from eventsys.events.intake.rules import IntakePlan
from eventsys.events.models import Event
from eventsys.events.operations import cancel
from eventsys.events.rules import AgeRule, Attends, Audience, EventKind, Visibility
from eventsys.events.team.rules import TeamContact
from eventsys.places.models import Venue
from eventsys.places.operations import VenueDetails, add_venue
from eventsys.places.queries import list_districts
from eventsys.places.rules import Access
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.models import Participant, Registration
from eventsys.registration.needs.rules import NeedRequest
from eventsys.registration.queries import token_of
from eventsys.registration.questions.rules import AskedOf, Condition, QuestionKind
from eventsys.registration.rules import Category, Channel, Contact, IfFull, ParticipantRequest
from eventsys.registration.waitlist.models import WaitlistOffer
from eventsys.registration.waitlist.offers.operations import expire
from tests.factories import codes_of, make_event, make_family, make_registration, occasions_on
from tests.questions import make_question

TITLES = {
    Language.DANISH: "Sommerfest ved søerne",
    Language.ENGLISH: "Summer party by the lakes",
    Language.ARABIC: "حفلة الصيف عند البحيرات",
    Language.TURKISH: "Göller kıyısında yaz şenliği",
    Language.URDU: "جھیلوں کے کنارے گرمیوں کا جشن",
    Language.SOMALI: "Xaflad xagaaga oo harooyinka agtooda ah",
}
LONG_TITLE = {Language.DANISH: "Erhvervsuddannelsesvejledningsaften for nytilkomne familier"}
BODIES = {Language.DANISH: "Kom og **vær med**.\n\n- Mad\n- Musik\n\nLæs mere på https://www.kk.dk"}
WAIT = {"if_full": IfFull.WAITLIST}
NAMES = ("Åse Ørsted", "فاطمة الزهراء", "Gülşah Yılmaz")


class Events:
    """Makes them; `tokens` are the links of the registrations, `codes` those of tickets."""

    def __init__(self, session: Session, at: datetime) -> None:
        self.session = session
        self.at = at
        self.tokens: dict[str, str] = {}
        self.codes: dict[str, str] = {}
        self.make_open_events()
        self.make_events_of_other_states()
        self.make_questions()
        self.register_families()
        self.register_who_waits()
        self.register_who_is_too_late()

    def event(self, slug: str, **changes: Any) -> Event:
        """Make an event whose text is Danish."""
        values: dict[str, Any] = {"at": self.at, "titles": LONG_TITLE, "bodies": BODIES} | changes
        return make_event(self.session, slug=slug, **values)

    def house(self) -> Venue:
        """Make a place of which everything is known."""
        districts = list_districts(self.session)
        details = VenueDetails(
            name="Medborgerhuset i Valby",
            address="Valgårdsvej 4, 2500 Valby",
            latitude=55.66,
            longitude=12.5164,
            access=Access(step_free=True, toilet=True, hearing_loop=False),
        )
        return add_venue(self.session, districts[0], details, at=self.at, by=SYSTEM)

    def make_open_events(self) -> None:
        """Make the events that one can register for, each asking something else."""
        rule = AgeRule(2016, 2018)
        care = Care(needs=frozenset(NeedKind), photos=True, companions=Companions.COUNTED)
        self.event(
            "fest",
            titles=TITLES,
            occasions=occasions_on(self.house(), (30,), at=self.at),
            spoken=frozenset(Language),
            contact=TeamContact(name="Teamet", phone="+4533660000", email="team@example.dk"),
        )
        self.event(
            "born", age_rule=rule, audience=Audience.CHILDREN, care=care, capacity=10, days=(30,)
        )
        self.event("forlob", kind=EventKind.COURSE, days=(2, 9, 16))
        self.event("valg", attends=Attends.ONE, days=(2, 9, 16), capacity=8)
        self.event("link", visibility=Visibility.LINK, kind=EventKind.WORKSHOP)
        few = self.event("faa", capacity=10)
        make_family(self.session, few, 9, at=self.at)

    def make_events_of_other_states(self) -> None:
        """Make the events that one can not register for, or only to wait."""
        day = timedelta(days=1)
        self.event("fuldt", capacity=0)
        self.event("udsolgt", capacity=0, intake=IntakePlan(has_waitlist=False))
        self.event("senere", registration_opens_at=self.at + day)
        self.event("lukket", registration_closes_at=self.at - day)
        self.event("uden", takes_registrations=False)
        self.event("forbi", at=self.at - 20 * day)

    def make_questions(self) -> None:
        """Let one event ask everything that can be asked."""
        event = self.event(
            "sporger", care=Care(needs=frozenset(NeedKind)), days=(30,), asks_workplace=True
        )
        yes_no, number = QuestionKind.YES_NO, QuestionKind.NUMBER
        make_question(self.session, event, "Spiser du med?", kind=yes_no, is_required=True)
        make_question(
            self.session, event, "Hvad spiser du?", condition=Condition("spiser_du_med", "yes")
        )
        make_question(
            self.session, event, "Hvor mange?", kind=number, asked_of=AskedOf.REGISTRATION
        )
        choices = ("Bus", "Cykel", "Kollektiv trafik i almindelighed")
        make_question(self.session, event, "Hvordan kommer I?", *choices)
        make_question(self.session, event, "Hvornår?", kind=QuestionKind.DATE)

    def find(self, slug: str) -> Event:
        """Find an event."""
        return self.session.scalars(select(Event).filter_by(slug=slug)).one()

    def keep(self, name: str, registration: Registration) -> Registration:
        """Keep a registration's link and its first ticket's code under a name."""
        self.tokens[name] = token_of(registration)
        self.codes[name] = codes_of(self.session, registration)[0].code
        return registration

    def register_families(self) -> None:
        """Register those who have places."""
        at = self.at
        phone = Contact(name=NAMES[1], channel=Channel.PHONE, phone="+4512345678")
        nobody = Contact(name=NAMES[2], channel=Channel.NONE)
        typo = Contact(name=NAMES[0], channel=Channel.EMAIL, email="aase@gmial.com")
        fest, dansk, valg = self.find("fest"), self.event("dansk"), self.find("valg")
        three = make_registration(self.session, dansk, *NAMES, at=at)
        self.keep("three", three)
        self.tokens["muting"] = make_token(Purpose.MUTE_LINK, three.public_id, 1)
        self.keep("typo", make_registration(self.session, fest, NAMES[0], at=at, contact=typo))
        self.keep("phone", make_registration(self.session, fest, "", at=at, contact=phone))
        self.keep(
            "choice",
            make_registration(self.session, valg, *NAMES, at=at, occasion_no=1, contact=nobody),
        )
        self.register_children()
        self.register_answers()
        group = make_registration(self.session, dansk, *[""] * 4, at=at, group_name="3.B, Guldberg")
        self.keep("group", group)
        crowd = {"group_name": "Foreningen", "asks_for_more": True}
        self.keep("large group", make_registration(self.session, fest, *[""] * 31, at=at, **crowd))
        left = make_registration(self.session, dansk, *NAMES[:2], at=at)
        self.leave(self.keep("left", left), 1)
        gone = make_registration(self.session, dansk, NAMES[0], at=at)
        self.leave(self.keep("gone", gone), 1)

    def register_children(self) -> None:
        """Register children who need something, and their mother."""
        children = [
            ParticipantRequest(
                name=name,
                category=Category.CHILD,
                birth_year=2017,
                needs=[NeedRequest(kind=NeedKind.ALLERGY, text="Nødder og mælk")],
                photos=number == 1,
            )
            for number, name in enumerate(NAMES[:2])
        ]
        mother = ParticipantRequest(name=NAMES[2], is_companion=True)
        interpreter = NeedRequest(kind=NeedKind.INTERPRETER, language="so")
        people, needs = [*children, mother], [interpreter]
        family = make_registration(
            self.session, self.find("born"), at=self.at, participants=people, needs=needs
        )
        self.keep("family", family)

    def register_answers(self) -> None:
        """Register somebody who answered the questions."""
        answers: Mapping[str, str] = {"spiser_du_med": "yes", "hvad_spiser_du": "Kun grønt"}
        people = [ParticipantRequest(name=NAMES[0], answers=answers)]
        registration = make_registration(
            self.session,
            self.find("sporger"),
            at=self.at,
            participants=people,
            answers={"hvor_mange": "2"},
        )
        self.keep("answers", registration)

    def register_who_waits(self) -> None:
        """Register those who wait, were passed over, are offered a place or missed one."""
        at = self.at
        event = self.event("venter", capacity=3, days=(30,))
        there = make_family(self.session, event, 3, at=at)
        self.keep("passed over", make_registration(self.session, event, *NAMES, at=at, **WAIT))
        self.keep("offered", make_registration(self.session, event, NAMES[0], at=at, **WAIT))
        self.keep("waiting", make_registration(self.session, event, NAMES[1], at=at, **WAIT))
        self.leave(there, 1)
        other = self.event("ventede", capacity=1, days=(30,))
        has = make_family(self.session, other, 1, at=at)
        missed = make_registration(self.session, other, NAMES[1], at=at, **WAIT)
        make_registration(self.session, other, NAMES[2], at=at, **WAIT)
        self.leave(has, 1)
        self.keep("missed", missed)
        offer = self.session.scalars(
            select(WaitlistOffer).filter_by(registration_id=missed.id)
        ).one()
        expire(self.session, offer, missed, at=at)

    def register_who_is_too_late(self) -> None:
        """Register at an event that is called off since, and at one that is over."""
        off = self.event("aflyst")
        self.keep("cancelled", make_registration(self.session, off, *NAMES[:2], at=self.at))
        cancel(self.session, off, at=self.at, by=SYSTEM)
        before = self.at - timedelta(days=15)
        over = make_registration(self.session, self.find("forbi"), *NAMES[:2], at=before)
        self.keep("over", over)

    def leave(self, registration: Registration, position: int) -> None:
        """Give one place back."""
        person = self.session.scalars(
            select(Participant).filter_by(registration_id=registration.id, position=position)
        ).one()
        deregister(self.session, person, at=self.at, by=VISITOR)
