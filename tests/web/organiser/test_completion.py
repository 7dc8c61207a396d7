"""Organisers set the rule, see who completed a course and why not, and give certificates."""

from datetime import timedelta

import pytest
from pypdfium2 import PdfDocument
from sqlalchemy import select

from eventsys.attendance.certificates.models import Certificate
from eventsys.attendance.certificates.operations import issue_all
from eventsys.attendance.completion.queries import list_rules
from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from eventsys.events.queries import get_event
from eventsys.events.rules import Attends
from eventsys.people.rules import RoleName
from tests.attendance.courses import Course
from tests.factories import make_event
from tests.web.conftest import add_signed_in

EVENT = "/organiser/events/medborgerskab"
PAGE = f"{EVENT}/completion"
LONG_AGO = timedelta(days=60)
CELLS = {"th", "td"}


class Made:
    """A course that was laid into the application: its people's pages."""

    def __init__(self, app, *, needed=4, ago=LONG_AGO, rows=()):
        self.app = app
        with app.app_context(), transaction() as session:
            course = Course(session, needed=needed, at=clock.now() - ago)
            course.cancel(3)
            for name, row in rows:
                course.register(name)
                course.attend(name, row)
            self.people = dict(course.people)

    def page(self, name):
        return f"{PAGE}/people/{self.people[name]}"

    def change(self, change):
        with self.app.app_context(), transaction() as session:
            return change(Course.again(session))


@pytest.fixture
def course(app):
    """Amina came to 4 of the 5 dates that were held, Bo to 3, Cem to all; it is over."""
    rows = (("Amina", "++.+-+"), ("Bo", "++.--+"), ("Cem", "++.+++"))
    return Made(app, rows=rows)


def rows(page):
    return [
        [" ".join("".join(cell.itertext()).split()) for cell in row.iter() if cell.tag in CELLS]
        for row in page.all("tr")[1:]
    ]


def figures(page):
    return [figure.text.strip() for figure in page.all("dd")]


def given(app):
    with app.app_context():
        return len(db.session().scalars(select(Certificate).filter_by(revoked_at=None)).all())


def test_the_page_says_who_completed_the_course_and_what_others_lack(organiser_client, course):
    page = organiser_client.page(PAGE)
    assert figures(page) == ["3", "2", "0", "0"]
    assert "kommer til 4 af 6 mødegange" in page.text
    assert "Nu holdes der 5 mødegange, og der skal 4 til." in page.text
    lack = "Ikke gennemført Der mangler 1 mødegang. Der er ingen mødegang tilbage."
    assert rows(page) == [
        ["Amina", "4 af 5 mødegange", "Gennemført", ""],
        ["Bo", "3 af 5 mødegange", lack, ""],
        ["Cem", "5 af 5 mødegange", "Gennemført", ""],
    ]


def test_the_list_is_narrowed_to_those_who_have_come_so_far(organiser_client, course):
    names = {
        state: [row[0] for row in rows(organiser_client.page(f"{PAGE}?state={state}"))]
        for state in ("completed", "out-of-reach", "under-way", "nonsense")
    }
    assert names == {
        "completed": ["Amina", "Cem"],
        "out-of-reach": ["Bo"],
        "under-way": [],
        "nonsense": ["Amina", "Bo", "Cem"],
    }


def test_one_who_did_not_complete_it_is_shown_date_by_date(organiser_client, course):
    page = organiser_client.page(course.page("Bo"))
    assert [row[1] for row in rows(page)] == [
        *("Var med", "Var med", "Aflyst", "Var der ikke", "Var der ikke", "Var med"),
    ]
    assert "Der mangler 1 mødegang." in page.text
    assert [form.get("id") for form in page.all("form") if form.get("id") == "issue"] == []


def test_all_who_completed_it_are_given_certificates_once(app, organiser_client, course):
    assert organiser_client.submit(PAGE, {}, form="issue").location.endswith(PAGE)
    page = organiser_client.page(PAGE)
    assert "2 beviser er udstedt." in page.text
    assert figures(page) == ["3", "2", "0", "2"]
    assert [form for form in page.all("form") if form.get("id") == "issue"] == []
    assert given(app) == 2


def test_all_certificates_are_one_file_with_the_names(organiser_client, course):
    assert organiser_client.get(f"{PAGE}/certificates.pdf").status_code == 404
    organiser_client.submit(PAGE, {}, form="issue")
    answer = organiser_client.get(f"{PAGE}/certificates.pdf")
    texts = [page.get_textpage().get_text_range() for page in PdfDocument(answer.data)]
    assert [name in text for text in texts for name in ("Amina", "Cem")] == [1, 0, 0, 1]


def test_one_is_given_a_certificate_printed_and_led_to_its_page(organiser_client, course):
    organiser_client.submit(course.page("Amina"), {}, form="issue")
    page = organiser_client.page(course.page("Amina"))
    assert "4 af 5 mødegange · 12 timer" in page.text
    [paper] = PdfDocument(organiser_client.get(f"{course.page('Amina')}/certificate.pdf").data)
    assert "Amina" in paper.get_textpage().get_text_range()
    [public] = [a.get("href") for a in page.all("a") if "/certificates/" in a.get("href")]
    assert "Beviset er gyldigt" in organiser_client.page(public).text


def test_who_has_not_completed_it_is_given_none_whatever_is_sent(app, organiser_client, course):
    token = organiser_client.page(PAGE).form("issue").filled({})
    organiser_client.post(f"{course.page('Bo')}/issue", data=dict(token))
    assert "er forløbet ikke gennemført" in organiser_client.page(course.page("Bo")).text
    assert given(app) == 0
    assert organiser_client.get(f"{course.page('Bo')}/certificate.pdf").status_code == 404


def test_a_certificate_is_taken_back_with_a_reason_that_stays(app, organiser_client, course):
    organiser_client.submit(course.page("Amina"), {}, form="issue")
    assert organiser_client.submit(course.page("Amina"), {}, form="revoke").status_code == 422
    assert given(app) == 1
    reason = {"reason": "Der var to, der hed Amina"}
    assert organiser_client.submit(course.page("Amina"), reason, form="revoke").status_code == 302
    page = organiser_client.page(course.page("Amina"))
    assert "Der var to, der hed Amina" in page.text
    assert given(app) == 0


def test_a_corrected_attendance_is_shown_and_takes_nothing_back_by_itself(
    app, organiser_client, course
):
    organiser_client.submit(PAGE, {}, form="issue")
    course.change(lambda made: [made.correct("Amina", 1, "-"), made.correct("Cem", 1, "-")])
    page = organiser_client.page(PAGE)
    assert "2 beviser passer ikke med fremmødet" in page.text
    told = [row[3].partition("2026 ")[2] for row in rows(page)]
    assert [len(words) > 0 for words in told] == [True, False, True]
    assert given(app) == 2


def test_a_new_certificate_says_what_is_known_now(app, organiser_client, course):
    organiser_client.submit(PAGE, {}, form="issue")
    course.change(lambda made: made.correct("Cem", 1, "-"))
    anew = {"reason": "Rettet fremmøde", "anew": "1"}
    sheet = organiser_client.page(course.page("Cem")).form("revoke")
    sent = {**dict(sheet.filled({"reason": anew["reason"]})), "anew": "1"}
    assert organiser_client.post(f"{course.page('Cem')}/revoke", data=sent).status_code == 302
    page = organiser_client.page(course.page("Cem"))
    assert "4 af 5 mødegange · 12 timer" in page.text
    assert "Rettet fremmøde" in page.text
    course.change(lambda made: made.correct("Cem", 2, "-"))
    course.change(lambda made: made.correct("Cem", 4, "-"))
    organiser_client.post(f"{course.page('Cem')}/revoke", data=sent)
    assert "er forløbet ikke gennemført" in organiser_client.page(course.page("Cem")).text
    assert given(app) == 2


def test_what_was_taken_back_already_is_not_taken_back_again(organiser_client, course):
    organiser_client.submit(course.page("Amina"), {}, form="issue")
    sheet = organiser_client.page(course.page("Amina")).form("revoke")
    sent = dict(sheet.filled({"reason": "En fejl"}))
    for words in ("Beviset er trukket tilbage.", "Der er intet bevis at trække tilbage."):
        organiser_client.post(f"{course.page('Amina')}/revoke", data=sent)
        assert words in organiser_client.page(course.page("Amina")).text


def rules_of(app):
    with app.app_context():
        event = get_event(db.session(), "medborgerskab")
        return [(each.needed, each.reason) for each in list_rules(db.session(), event)]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("0", "Skriv et tal fra 1 til 5."),
        ("6", "Skriv et tal fra 1 til 5."),  # one of the six is cancelled
        ("fire", "Skriv et helt tal."),
        ("", "Skriv et helt tal."),
        ("1,5", "Skriv et helt tal."),
    ],
)
def test_a_rule_that_cannot_be_is_refused(app, organiser_client, typed, words):
    Made(app, needed=None, ago=timedelta())
    answer = organiser_client.submit(PAGE, {"needed": typed}, form="rule")
    assert answer.status_code == 422
    assert words in answer.text
    assert rules_of(app) == []


def test_the_rule_is_set_before_the_course_begins(app, organiser_client):
    Made(app, needed=None, ago=timedelta())
    page = organiser_client.page(PAGE)
    assert "Der er ingen regel endnu" in page.text
    assert [each for each in page.all("input") if each.get("name") == "reason"] == []
    assert organiser_client.submit(PAGE, {"needed": "4"}, form="rule").status_code == 302
    assert rules_of(app) == [(4, None)]


def test_once_it_has_begun_the_rule_changes_with_a_reason_alone(app, organiser_client, course):
    answer = organiser_client.submit(PAGE, {"needed": "3"}, form="rule")
    assert answer.status_code == 422
    assert "Forløbet er begyndt. Skriv, hvorfor reglen ændres nu." in answer.text
    assert rules_of(app) == [(4, None)]
    changed = {"needed": "3", "reason": "Sne den 11. maj"}
    assert organiser_client.submit(PAGE, changed, form="rule").status_code == 302
    page = organiser_client.page(PAGE)
    assert "Sne den 11. maj" in page.text
    assert figures(page)[1] == "3"
    assert rules_of(app) == [(3, "Sne den 11. maj"), (4, None)]


def test_the_desk_reads_and_changes_nothing(app, client, course):
    add_signed_in(app, client, RoleName.SERVICE_DESK)
    for path in (PAGE, course.page("Amina")):
        ids = {form.get("id") for form in client.page(path).all("form")}
        assert ids & {"rule", "issue", "revoke"} == set()
    for part in ("", "/issue", f"/people/{course.people['Amina']}/issue"):
        assert client.post(f"{PAGE}{part}").status_code in {400, 403}
    assert given(app) == 0


def test_evaluators_see_no_names(app, client, course):
    add_signed_in(app, client, RoleName.EVALUATOR)
    assert client.get(PAGE).status_code == 403
    assert client.get(f"{PAGE}/certificates.pdf").status_code == 403


def test_a_festival_is_nothing_to_complete(app, organiser_client):
    at = clock.now()
    with app.app_context(), transaction() as session:
        make_event(session, at=at, slug="fest")
        make_event(session, at=at, slug="valg", attends=Attends.ONE, days=(7, 14))
    links = [a.get("href") for a in organiser_client.page("/organiser/events/fest/").all("a")]
    assert "/organiser/events/fest/completion" not in links
    assert organiser_client.get("/organiser/events/valg/completion").status_code == 404


def test_a_stranger_has_no_page(organiser_client, course):
    assert organiser_client.get(f"{PAGE}/people/999999").status_code == 404


def test_the_batch_is_in_each_holders_language(app, organiser_client):
    made = Made(app, rows=(("Amina", "++.+-+"),))

    def add(course):
        course.register("Aylin", Language.TURKISH)
        course.attend("Aylin", "++.+-+")
        issue_all(course.session, course.event, at=clock.now(), by=SYSTEM)

    made.change(add)
    answer = organiser_client.get(f"{PAGE}/certificates.pdf")
    texts = [page.get_textpage().get_text_range() for page in PdfDocument(answer.data)]
    danish = ("Deltagerbevis", "Københavns Kommune", "4 af 5 mødegange")
    turkish = ("Katılım belgesi", "Kopenhag Belediyesi", "5 tarihten 4")
    assert [[word in text for word in danish + turkish] for text in texts] == [
        [True] * 3 + [False] * 3,
        [False] * 3 + [True] * 3,
    ]
