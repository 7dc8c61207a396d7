"""How one event of the demonstration shows each state that a text in a language can have."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from eventsys.core.principal import SYSTEM
from eventsys.core.standing import Origin, Provenance
from eventsys.core.text import Language
from eventsys.events.models import Event
from eventsys.events.operations import amend_event
from eventsys.events.queries import plan_of
from eventsys.events.requests import EventPlan


@dataclass(frozen=True)
class Text:
    """A title and a text in one language."""

    title: str
    body: str


@dataclass(frozen=True, kw_only=True)
class Translations:
    """Texts that render the Danish of before, and texts that a machine made of that of now."""

    danish_before: str
    outdated: Mapping[Language, Text]
    machine: Mapping[Language, Text]


COURSE_TRANSLATIONS = Translations(
    danish_before=(
        "Et forløb på seks aftener sammen med de lokale foreninger. Vi ser på, hvordan man får "
        "indflydelse i boligforeningen, i skolebestyrelsen og i lokaludvalget, og I prøver det på "
        "en sag, der betyder noget for jer.\n\n"
        "Vi spiser sammen kl. 18. Kom til mindst fem af de seks aftener, så får du et bevis."
    ),
    outdated={
        Language.ARABIC: Text(
            "المواطنة: اجعل صوتك مسموعًا في حيّك",
            "ست أمسيات مع الجمعيات المحلية. نرى كيف يؤثر الناس في جمعية السكن ومجلس المدرسة "
            "والمجلس المحلي، وتجربون ذلك في مسألة تهمكم.\n\n"
            "نأكل معًا في الساعة 18. من يحضر خمس أمسيات على الأقل يحصل على شهادة.",
        )
    },
    machine={
        Language.TURKISH: Text(
            "Yurttaşlık: mahallende sesini duyur",
            "Yerel derneklerle birlikte altı akşam. Konut derneğinde, okul kurulunda ve yerel "
            "kurulda nasıl söz sahibi olunduğuna bakıyoruz ve bunu sizin için önemli bir konuda "
            "deniyorsunuz.\n\n"
            "Saat 17'de birlikte yemek yiyoruz. Çocuk bakımı var. Altı akşamın en az beşine gelen "
            "bir belge alır.",
        )
    },
)


def add_translations(
    session: Session, event: Event, translations: Translations, *, at: datetime
) -> None:
    """Write texts for the Danish of before, then the Danish of now with what renders that."""
    plan = plan_of(session, event)
    lagging, machine = translations.outdated, translations.machine
    before = {Language.DANISH: Text(plan.titles[Language.DANISH], translations.danish_before)}
    amend_event(session, event, written(plan, {**before, **lagging}), at=at, by=SYSTEM)
    known = {each: Text(plan.titles[each], plan.bodies[each]) for each in plan.titles}
    origins = dict.fromkeys(machine, Origin.MACHINE)
    now = replace(plan, provenance=Provenance(origins=origins))
    amend_event(session, event, written(now, {**known, **lagging, **machine}), at=at, by=SYSTEM)


def written(plan: EventPlan, texts: Mapping[Language, Text]) -> EventPlan:
    """Give a plan the texts."""
    return replace(
        plan,
        titles={language: text.title for language, text in texts.items()},
        bodies={language: text.body for language, text in texts.items()},
    )
