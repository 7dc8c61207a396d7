"""An event with all that is printed for it, as its holders and organisers fetch it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from eventsys.attendance.certificates.operations import issue_all
from eventsys.checkin.practice.operations import begin_rehearsal
from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from eventsys.evaluation.rates.queries import survey_of
from eventsys.registration.preprinted.operations import preprint
from eventsys.registration.preprinted.requests import PrintRun
from eventsys.registration.queries import find_participant, token_of
from eventsys.registration.rules import Category, ParticipantRequest
from tests.answers import Given, make_measured
from tests.attendance.courses import SLUG, Course
from tests.client import HouseClient
from tests.factories import make_event, make_registration
from tests.surveys import make_questionnaire, make_scale, make_words

# Latin, Arabic, Cyrillic, Greek; Ethiopic and Han, which no font of ours draws; nobody's name.
NAMES = (
    *("Ægir Ørsted", "Aylin Yıldız", "محمد علي", "چوہدری نور جہاں"),
    *("Олена Шевченко", "Ελένη Παπαδοπούλου", "ሰላም 漢字 👨‍👩‍👧"),
    *("Wolfeschlegelsteinhausenbergerdorff" * 2, "", ""),
)
TITLES = {
    Language.DANISH: "Fødselsdagsfest",
    Language.ENGLISH: "Birthday party",
    Language.ARABIC: "حفلة عيد ميلاد",
    Language.TURKISH: "Doğum günü partisi",
    Language.URDU: "سالگرہ کی تقریب",
    Language.SOMALI: "Xafladda dhalashada",
}


@dataclass(frozen=True)
class Printed:
    """What was made: the group's link and number, and that of the tickets for nobody yet.

    `certificates` are the links of those who completed a course, each in a language, `learners`
    their numbers.
    """

    slug: str
    token: str
    group_id: int
    run_id: int
    person_id: int
    certificates: Mapping[Language, str]
    learners: Mapping[Language, int]
    wave_id: int
    survey_id: int


def make_printed(session: Session, *, at: datetime) -> Printed:
    """Make an event in six languages, a group with names in six scripts, and a print run."""
    event = make_event(session, at=at, titles=TITLES)
    people = [ParticipantRequest(name=name, category=Category.CHILD) for name in NAMES]
    group = make_registration(
        session, event, at=at, participants=people, group_name="3.B, Guldberg Skole"
    )
    run = preprint(session, event, PrintRun(number=2, category=Category.ADULT), at=at, by=SYSTEM)
    begin_rehearsal(session, event, at=at, by=SYSTEM)
    person = find_participant(session, group, 1)
    assert person is not None
    course = give_certificates(session, at=at)
    questionnaire = make_questionnaire(session, make_scale(), make_words())
    given = Given(responses=9, answers=[{"4": 6, "1": 2}], texts=["Tak"])
    wave = make_measured(session, questionnaire, given, event=event, at=at - timedelta(days=100))
    links = map(token_of, course.registrations.values())
    return Printed(
        event.slug,
        token_of(group),
        group.id,
        run.id,
        person.id,
        certificates=dict(zip(Language, links, strict=True)),
        learners=dict(zip(Language, course.people.values(), strict=True)),
        wave_id=wave.id,
        survey_id=survey_of(session, wave.version_id),
    )


def give_certificates(session: Session, *, at: datetime) -> Course:
    """Give somebody of each language a certificate."""
    course = Course(session, at=at - timedelta(days=60))
    for name, language in zip(NAMES, Language, strict=False):
        course.register(name, language)
        course.attend(name, "++++++")
    issue_all(session, course.event, at=at, by=SYSTEM)
    return course


def paths_of(printed: Printed, language: Language) -> dict[str, str]:
    """Say where each paper is, for its holder and in the back office."""
    own = f"/{language}/registrations/{printed.token}"
    office = f"/organiser/events/{printed.slug}"
    group = f"{office}/groups/{printed.group_id}"
    completion = f"/organiser/events/{SLUG}/completion"
    certificate = f"/{language}/registrations/{printed.certificates[language]}"
    return {
        "tickets": f"{own}/tickets.pdf",
        "sheet": f"{own}/sheet.pdf",
        "badges": f"{own}/badges.pdf",
        "certificate": f"{certificate}/people/1/certificate.pdf",
        "certificate of one": f"{completion}/people/{printed.learners[language]}/certificate.pdf",
        "certificates of a course": f"{completion}/certificates.pdf",
        "sheet of a group": f"{group}/sheet.pdf",
        "badges of a group": f"{group}/badges.pdf",
        "badges of everybody": f"{office}/badges.pdf",
        "poster A4": f"{office}/poster.pdf",
        "poster A3": f"{office}/poster.pdf?paper=a3",
        "ticket of one person": f"{office}/desk/people/{printed.person_id}/ticket.pdf",
        "practice": f"{office}/rehearsal/sheet.pdf",
        "guide": f"{office}/guide.pdf",
        "print run": f"{office}/desk/printed/{printed.run_id}.pdf",
        "poster for the exit": f"{office}/evaluation/{printed.wave_id}/poster.pdf",
        "results": f"{office}/evaluation/{printed.wave_id}/results.pdf",
        "comparison": f"/organiser/surveys/{printed.survey_id}/results.pdf?by=year",
    }


def fetch_papers(client: HouseClient, printed: Printed, language: Language) -> dict[str, bytes]:
    """Fetch each paper as somebody does whose browser asks for the language."""
    answers = {
        kind: client.get(path, headers={"Accept-Language": language.value})
        for kind, path in paths_of(printed, language).items()
    }
    assert {each.mimetype for each in answers.values()} == {"application/pdf"}
    return {kind: answer.data for kind, answer in answers.items()}
