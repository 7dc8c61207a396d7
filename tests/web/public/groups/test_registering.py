"""A school or an association registers many people at once (J5)."""

import io

import pytest
from sqlalchemy import func, select

from eventsys.core.db import db
from eventsys.events.care.rules import Care, Companions, NeedKind
from eventsys.events.groups.rules import GroupPlan
from eventsys.events.rules import AgeRule, EventKind
from eventsys.events.team.rules import TeamContact
from eventsys.registration.models import Participant, Registration
from eventsys.registration.needs.models import Need
from eventsys.registration.rules import ParticipantStatus
from tests.pages import Page

TEACHER = {"group_name": "3.B, Guldberg Skole", "contact_name": "Ole", "email": "ole@skole.dk"}
NO_FILE = (io.BytesIO(b""), "")


def path_of(slug):
    return f"/da/events/{slug}/register/group"


def send(client, slug, changes, *, sheet=None, name="klasse.csv"):
    """Fill the group's form in and send it, with a file where there is one."""
    form = client.page(path_of(slug)).form("registration")
    data = dict(form.filled(TEACHER | changes))
    if sheet is not None:
        data["people-sheet"] = (io.BytesIO(sheet), name)
    return client.post(path_of(slug), data=data, content_type="multipart/form-data")


def send_on(client, slug, answer, changes):
    """Send the page that was answered on, as a browser does."""
    data = dict(Page(answer.text).form("registration").filled(changes))
    return client.post(path_of(slug), data=data, content_type="multipart/form-data")


def problems_on(answer):
    page = Page(answer.text)
    return [(link.get("href"), link.text) for link in page.by_id("problems").iter("a")]


def people():
    db.session.rollback()
    return db.session.scalars(select(Participant).order_by(Participant.position)).all()


def rows_on(answer):
    table = Page(answer.text).by_id("list")
    return [
        [" ".join(cell.itertext()).strip() for cell in row]
        for row in table.iter("tr")
        if row.get("class") is None and "td" in {cell.tag for cell in row}
    ]


def test_a_class_gets_a_ticket_for_each_place_without_telling_names(client, publish):
    slug = publish()
    event = client.page(f"/da/events/{slug}")
    assert path_of(slug) in [link.get("href") for link in event.all("a")]
    answer = send(client, slug, {"children": "23", "adults": "2"})
    assert answer.status_code == 303
    own = client.page(answer.location)
    headings = [each.text for each in own.all("h2")][:25]
    assert headings == [f"Billet {number} af 25" for number in range(1, 26)]
    names = [each.text for each in own.all("bdi") if each.text.startswith("Gæst")][:25]
    assert names == [f"Gæst {number} af 25" for number in range(1, 26)]
    assert [each.category.value for each in people()] == ["child"] * 23 + ["adult"] * 2
    registration = db.session.scalars(select(Registration)).one()
    assert (registration.group_name, registration.contact_name) == ("3.B, Guldberg Skole", "Ole")


def test_names_that_are_typed_go_to_the_children_first(client, publish):
    names = "Amina\r\n\r\n  Bo \nCarl"
    answer = send(client, publish(), {"children": "2", "adults": "2", "names": names})
    assert answer.status_code == 303
    assert [each.name for each in people()] == ["Amina", "Bo", "Carl", ""]


def test_the_same_form_sent_twice_registers_one_group(client, publish):
    slug = publish()
    form = client.page(path_of(slug)).form("registration")
    data = dict(form.filled(TEACHER | {"children": "3"}))
    answers = [client.post(path_of(slug), data=dict(data)) for _ in range(2)]
    assert answers[0].location == answers[1].location
    assert len(people()) == 3


def test_an_empty_form_names_each_thing_that_is_missing(client, publish):
    slug = publish()
    answer = client.submit(path_of(slug), {}, form="registration")
    assert answer.status_code == 422
    assert [field for field, _ in problems_on(answer)] == [
        "#group_name",
        "#children",
        "#contact_name",
        "#email",
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"children": "-1"}, "#children"),
        ({"children": "tre"}, "#children"),
        ({"children": "1e3"}, "#children"),
        ({"children": "0", "adults": "0"}, "#children"),
        ({"children": "31"}, "#children"),
        ({"children": "1", "names": "Amina\nBo"}, "#names"),
        ({"children": "1", "names": "x" * 81}, "#names"),
        ({"children": "1", "names": "a\x00b"}, "#names"),
        ({"children": "1", "group_name": "x" * 81}, "#group_name"),
        ({"children": "1", "website": "https://spam.example"}, "#website"),
    ],
)
def test_each_wrong_answer_is_refused_at_its_field_and_kept(client, publish, changes, field):
    answer = send(client, publish(), changes)
    assert answer.status_code == 422
    assert [problem for problem, _ in problems_on(answer)] == [field]
    kept = dict(Page(answer.text).form("registration").values())
    assert (kept["contact_name"], kept["children"]) == ("Ole", changes["children"])
    assert people() == []


def test_a_number_may_be_written_in_other_digits(client, publish):
    assert send(client, publish(), {"children": "٢٥"}).status_code == 303
    assert len(people()) == 25


def test_too_large_a_group_is_told_whom_to_ask(client, publish):
    contact = TeamContact(name="Lone", phone="+4512345678", email="")
    slug = publish(groups=GroupPlan(largest=10), contact=contact)
    answer = send(client, slug, {"children": "11"})
    assert problems_on(answer) == [
        (
            "#children",
            "En gruppe kan højst få 10 pladser her. Er I flere? Ring eller skriv: 12 34 56 78.",
        )
    ]


def ask_for(client, slug, number):
    """Send a group that is too large, then ask the organisers for as many places."""
    answer = send(client, slug, {"children": str(number)})
    assert answer.status_code == 422
    return answer, send_on(client, slug, answer, {"ask": "1"})


def test_too_large_a_group_can_ask_the_organisers(client, publish, organiser_client):
    slug = publish(groups=GroupPlan(largest=5), capacity=100)
    answer, asked = ask_for(client, slug, 6)
    page = Page(answer.text)
    assert "Bed arrangørerne om 6 pladser" in page.text
    assert "først pladser, når arrangørerne har sagt ja" in page.text
    assert asked.status_code == 303
    own = client.page(asked.location)
    assert own.heading == "Vi har fået din tilmelding"
    assert {each.status for each in people()} == {ParticipantStatus.WAITING}
    requests = organiser_client.page(f"/organiser/events/{slug}/requests")
    for words in ("3.B, Guldberg Skole", "Ole", "6 personer"):
        assert words in requests.text
    assert "(intet navn)" not in requests.text
    found = db.session.scalars(select(Registration.id)).one()
    approve = f"/organiser/events/{slug}/requests/{found}/approve"
    assert approve in {form.get("action") for form in requests.all("form")}
    token = requests.all("input")[0].get("value")
    assert organiser_client.post(approve, data={"csrf_token": token}).status_code == 302
    assert {each.status for each in people()} == {ParticipantStatus.CONFIRMED}
    assert client.page(asked.location).heading == "I er tilmeldt"


def test_a_group_that_cannot_ask_for_so_many_is_only_told(client, publish):
    slug = publish(groups=GroupPlan(largest=5))
    answer, asked = ask_for(client, slug, 201)
    assert "Bed arrangørerne" not in Page(answer.text).text
    assert asked.status_code == 422
    assert people() == []


def test_no_page_of_requests_is_offered_where_nobody_asks(client, publish, organiser_client):
    slug = publish()
    send(client, slug, {"children": "3"})
    links = [a.get("href") for a in organiser_client.page(f"/organiser/events/{slug}/").all("a")]
    assert f"/organiser/events/{slug}/requests" not in links


def test_an_event_without_groups_has_no_form_for_them(client, publish):
    slug = publish(groups=GroupPlan(largest=0))
    client.page(path_of(slug), status=404)
    assert "register/group" not in client.get(f"/da/events/{slug}").text


def test_a_course_counts_people_and_tells_no_children_apart(client, publish):
    slug = publish(kind=EventKind.COURSE)
    answer = send(client, slug, {"adults": "4", "names": "Amina"})
    assert answer.status_code == 303
    assert [(each.name, each.category.value) for each in people()] == [
        ("Amina", "adult"),
        *[("", "adult")] * 3,
    ]


def test_the_leader_vouches_for_the_ages_and_grown_ups_come_along(client, publish):
    slug = publish(age_rule=AgeRule(2014, 2016), care=Care(companions=Companions.UNCOUNTED))
    refused = send(client, slug, {"children": "5", "adults": "1"})
    assert [field for field, _ in problems_on(refused)] == ["#of_age"]
    answer = send(client, slug, {"children": "5", "adults": "1", "of_age": "y"})
    assert answer.status_code == 303
    assert [(each.is_companion, each.birth_year) for each in people()] == [
        *[(False, None)] * 5,
        (True, None),
    ]


def test_too_few_places_register_nobody_and_offer_a_choice(client, publish):
    slug = publish(capacity=20)
    refused = send(client, slug, {"children": "25"})
    assert refused.status_code == 409
    assert people() == []
    options = Page(refused.text).by_id("shortage").iter("button")
    assert [each.get("value") for each in options] == ["waitlist", "part"]
    answer = send_on(client, slug, refused, {"if_full": "part"})
    assert answer.status_code == 303
    statuses = [each.status.value for each in people()]
    assert statuses == ["confirmed"] * 20 + ["waiting"] * 5


def test_a_group_tells_its_needs_in_numbers_and_can_change_them(client, publish):
    slug = publish(care=Care(needs=frozenset(NeedKind)))
    wrong = send(client, slug, {"children": "5", "care-allergy_number": "two"})
    assert [field for field, _ in problems_on(wrong)] == ["#care-allergy_number"]
    needs = {"care-allergy_number": "2", "care-allergy": "Nødder", "care-access_number": "1"}
    own = send(client, slug, {"children": "5"} | needs).location
    told = ["".join(each.itertext()).strip() for each in client.page(own).by_id("care").iter("dd")]
    assert told == ["2 × Nødder", "1"]
    changed = client.submit(
        f"{own}/needs", {"care-allergy_number": "3", "care-other": "Vi kommer i bus"}, form="care"
    )
    assert changed.status_code == 303
    kept = db.session.execute(select(Need.kind, Need.number, Need.text).order_by(Need.kind))
    assert [tuple(row) for row in kept] == [
        (NeedKind.ACCESS, 1, ""),
        (NeedKind.ALLERGY, 3, "Nødder"),
        (NeedKind.OTHER, None, "Vi kommer i bus"),
    ]


def test_a_leader_may_leave_names_and_years_out_when_changing_the_contact(client, publish):
    slug = publish(kind=EventKind.COURSE)
    own = send(client, slug, {"adults": "2"}).location
    answer = client.submit(f"{own}/change", {"people-1-name": "Bo"}, form="change")
    assert answer.status_code == 303
    assert [each.name for each in people()] == ["", "Bo"]


def test_a_number_like_a_cpr_number_is_taken_out_of_a_name(client, publish):
    answer = send(client, publish(), {"children": "1", "names": "Amina 010115-1234"})
    assert [each.name for each in people()] == ["Amina"]
    assert "CPR" in client.page(answer.location).text


CLASS = (
    "Navn;Barn eller voksen;Klasse\r\nAmina;barn;3.B\r\nBo;elev;3.B\r\n;barn;\r\nOle;voksen;\r\n"
)


def test_a_list_is_shown_row_by_row_before_anything_is_stored(client, publish):
    slug = publish()
    answer = send(client, slug, {}, sheet=CLASS.encode())
    assert answer.status_code == 200
    assert rows_on(answer) == [
        ["2", "Amina", "Barn", "Klar"],
        ["3", "Bo", "Barn", "Klar"],
        ["4", "", "Barn", "Navn: Der mangler et navn. Skriv det, eller slet rækken."],
        ["5", "Ole", "Voksen", "Klar"],
    ]
    assert "Klasse" in set(Page(answer.text).by_id("list").itertext())
    assert people() == []
    values = dict(Page(answer.text).form("registration").values())
    assert (values["children"], values["adults"]) == ("2", "1")
    assert values["group_name"] == TEACHER["group_name"]
    done = send_on(client, slug, answer, {"children": "3"})
    assert done.status_code == 303
    assert [each.name for each in people()] == ["Amina", "Bo", "", "Ole"]


def test_a_list_stays_when_something_else_is_wrong(client, publish):
    slug = publish()
    shown = send(client, slug, {"contact_name": ""}, sheet=CLASS.encode())
    refused = send_on(client, slug, shown, {})
    assert [field for field, _ in problems_on(refused)] == ["#contact_name"]
    assert rows_on(refused) == rows_on(shown)
    fewer = send_on(client, slug, shown, {"contact_name": "Ole", "children": "1"})
    assert [field for field, _ in problems_on(fewer)] == ["#children"]
    assert people() == []


def test_a_list_can_be_dropped_again(client, publish):
    slug = publish()
    shown = send(client, slug, {}, sheet=CLASS.encode())
    dropped = send_on(client, slug, shown, {"drop": "1"})
    assert dropped.status_code == 200
    assert "Amina" not in dropped.text


@pytest.mark.parametrize(
    ("sheet", "words"),
    [
        (b"", "Filen har ingen rækker. Skriv navnene i den, og gem den."),
        (b"Navn;Klasse\r\n", "Filen har ingen rækker. Skriv navnene i den, og gem den."),
        (b"%PDF-1.7", "Det er ikke et regneark. Gem det som Excel (.xlsx) eller CSV."),
        (b'Navn\n"Amina\nBo\n', "Et anførselstegn, der åbner i linje 2, lukkes ikke."),
        (
            b"Pupil;Class\nAmina;3.B\n",
            (
                "Ingen kolonne har overskriften “Navn”."
                " Overskrifterne er: Pupil og Class. Brug vores skabelon."
            ),
        ),
    ],
)
def test_a_file_that_cannot_be_read_says_why(client, publish, sheet, words):
    answer = send(client, publish(), {"children": "3"}, sheet=sheet)
    assert answer.status_code == 422
    assert problems_on(answer) == [("#people-sheet", words)]
    kept = dict(Page(answer.text).form("registration").values())
    assert kept["children"] == "3"


def test_a_forged_list_is_judged_again(client, publish):
    slug = publish()
    rows = "2\t=1+1\tbarn\t\nx\tEve\tbarn\t\n3\tBo\nno row at all"
    answer = send(client, slug, {"children": "2", "people-rows": rows})
    assert answer.status_code == 303
    assert [each.name for each in people()] == ["Bo", ""]


@pytest.mark.parametrize("language", ["da", "en", "ar", "tr", "ur", "so"])
def test_the_template_of_each_language_is_read_back(client, publish, language):
    slug = publish(age_rule=AgeRule(2014, 2016), care=Care(companions=Companions.COUNTED))
    path = f"/{language}/events/{slug}/register/group/template.csv"
    head = client.get(path).data.strip()
    assert head.count(b";") == 2
    answer = send(client, slug, {}, sheet=head + b"\r\nBo;;2015\r\n")
    assert rows_on(answer) == [["2", "Bo", "Barn", "2015", "Klar"]]


def test_an_event_that_takes_no_registrations_says_so_instead_of_asking(client, publish):
    slug = publish(takes_registrations=False)
    assert client.page(path_of(slug)).heading.startswith("Fest")


def test_nothing_about_a_group_is_counted_for_a_family(client, publish, register):
    register(publish())
    assert db.session.scalar(select(func.count()).where(Registration.group_name.is_not(None))) == 0
