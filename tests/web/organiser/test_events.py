"""Organisers make events, change them and show them to people."""

from datetime import date, time, timedelta

import pytest

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.localtime import to_local
from eventsys.core.standing import TextState
from eventsys.core.text import Language
from eventsys.events.models import Event
from eventsys.events.programme.queries import find_event_view
from eventsys.events.queries import find_event, plan_of
from eventsys.events.rules import Attends, EventKind, EventStatus
from eventsys.people.rules import RoleName
from eventsys.places.models import Venue
from tests.factories import make_device, make_draft, make_event, make_registration
from tests.pages import Page
from tests.watch import watch_statements

NEW = "/organiser/events/new"
SLUG = "foedselsdagsfest-paa-noerrebro"
SHOW = f"/organiser/events/{SLUG}/"


@pytest.fixture
def ask(app):
    """Look into the database: `ask(lambda session: …)`."""

    def question(function):
        with app.app_context(), transaction() as session:
            return function(session)

    return question


@pytest.fixture
def plan(ask):
    """Give an event of the database as its plan."""
    return lambda slug=SLUG: ask(lambda session: plan_of(session, find_event(session, slug)))


def status_of(ask, slug=SLUG):
    return ask(lambda session: find_event(session, slug).status)


def problems_on(answer):
    page = Page(answer.text)
    return [" ".join("".join(link.itertext()).split()) for link in page.by_id("problems").iter("a")]


def test_a_new_event_is_a_draft_with_all_that_was_typed(organiser_client, typed, plan, ask):
    answer = organiser_client.submit(NEW, typed, form="event")
    assert answer.location == SHOW
    made = plan()
    assert made.kind is EventKind.PUBLIC
    assert made.titles == {Language.DANISH: "Fødselsdagsfest på Nørrebro"}
    assert made.capacity == 714
    assert list(made.gates) == ["Nord", "Syd"]
    assert made.attends is Attends.ALL
    start, end = to_local(made.occasions[0].starts_at), to_local(made.occasions[0].ends_at)
    assert (start.time(), end.time()) == (time(12), time(15, 30))
    assert status_of(ask) is EventStatus.DRAFT
    assert "Kladde" in organiser_client.page(SHOW).text


def test_another_date_keeps_all_that_was_typed(organiser_client, typed, plan):
    longer = organiser_client.submit(NEW, typed | {"add_occasion": "1"}, form="event")
    page = Page(longer.text)
    assert page.by_id("text_da-title").get("value") == typed["text_da-title"]
    assert page.by_id("occasions-1-day").get("value") == ""
    later = (date.fromisoformat(str(typed["occasions-0-day"])) + timedelta(days=7)).isoformat()
    added = {
        "occasions-1-day": later,
        "occasions-1-start": "17.00",
        "occasions-1-end": "19.30",
        "attends": "one",
    }
    data = {}
    for name, value in page.form("event").filled(added):
        data.setdefault(name, []).append(value)
    assert organiser_client.post(NEW, data=data).location == SHOW
    made = plan()
    assert [to_local(each.starts_at).time() for each in made.occasions] == [time(12), time(17)]
    assert len({each.venue_id for each in made.occasions}) == 1
    assert made.attends is Attends.ONE


def test_a_date_can_be_taken_away_before_it_is_saved(organiser_client, typed):
    longer = Page(organiser_client.submit(NEW, typed | {"add_occasion": "1"}, form="event").text)
    data = dict(longer.form("event").filled({"remove_occasion": "0"}))
    shorter = Page(organiser_client.post(NEW, data=data).text)
    ids = {element.get("id") for element in shorter.elements()}
    assert "occasions-1-day" in ids
    assert "occasions-0-day" not in ids


def test_a_new_place_is_added_with_the_event(organiser_client, typed, ask):
    new = {
        "occasions-0-venue": "new",
        "place-name": "Blågårds Plads",
        "place-address": "Blågårds Plads 1, 2200 København N",
        "place-district": "noerrebro",
    }
    assert organiser_client.submit(NEW, typed | new, form="event").location == SHOW
    address = ask(
        lambda session: session.query(Venue).filter_by(name="Blågårds Plads").one().address
    )
    assert address == "Blågårds Plads 1, 2200 København N"


def test_a_new_place_needs_its_name_and_district(organiser_client, typed):
    answer = organiser_client.submit(NEW, typed | {"occasions-0-venue": "new"}, form="event")
    assert answer.status_code == 422
    assert problems_on(answer) == ["Skriv det nye steds navn.", "Vælg det nye steds bydel."]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"text_da-title": ""}, "Skriv en titel på dansk."),
        (
            {"text_da-title": "", "text_da-body": "Kom."},
            "Skriv en titel på dansk.",
        ),
        (
            {"text_da-title": "", "text_ar-title": "حفلة", "text_ar-origin": "human"},
            "Skriv en titel på dansk.",
        ),
        ({"text_en-body": "Come."}, "Skriv også en titel på English."),
        ({"text_en-title": "Party"}, "Vælg, hvem der har lavet teksten. Læserne får det at vide."),
        ({"occasions-0-end": "11:00"}, "Slut skal være efter start."),
        (
            {"occasions-0-start": "25:00"},
            "Skriv klokkeslættet som timer og minutter, for eksempel 17.30.",
        ),
        (
            {"occasions-0-day": "i morgen"},
            "Skriv dagen som dag, måned og år, for eksempel 31.12.2027.",
        ),
        ({"occasions-0-day": "2020-05-01"}, "Denne dato er overstået."),
        ({"occasions-0-venue": "999999"}, "Vælg et sted."),
        (
            {"capacity": "-3"},
            "Skriv et helt tal fra 1 og op, eller ingenting, hvis der ingen grænse er.",
        ),
        (
            {"capacity": "9999999999"},
            "Skriv et helt tal fra 1 og op, eller ingenting, hvis der ingen grænse er.",
        ),
        (
            {"capacity": "1,5"},
            "Skriv et helt tal fra 1 og op, eller ingenting, hvis der ingen grænse er.",
        ),
        ({"slug": "admin"}, "Denne adresse kan ikke bruges. Skriv en anden."),
        (
            {"slug": "Fest i Ågård"},
            "Skriv små bogstaver, tal og bindestreger, for eksempel fest-i-aagaard.",
        ),
        ({"born_from": "2016", "born_until": "2015"}, "Det andet år må ikke ligge før det første."),
        ({"gates": "Nord\nNord"}, "To indgange har samme navn."),
        (
            {
                "opens-day": "2030-01-02",
                "opens-clock": "10:00",
                "closes-day": "2030-01-01",
                "closes-clock": "10:00",
            },
            "Tilmeldingen skal lukke, efter at den åbner.",
        ),
        ({"kind": "concert"}, "Vælg en af mulighederne."),
    ],
)
def test_what_cannot_be_is_said_at_the_field_and_nothing_is_stored(
    organiser_client, typed, ask, changes, problem
):
    answer = organiser_client.submit(NEW, typed | changes, form="event")
    assert answer.status_code == 422
    assert problems_on(answer) == [problem]
    page = Page(answer.text)
    for name, value in (typed | changes).items():
        if (
            name not in {"kind", "occasions-0-venue", "text_ar-origin"}
            and "body" not in name
            and name != "gates"
        ):
            assert page.by_id(name).get("value") == value
    assert ask(lambda session: session.query(Event).count()) == 0


def test_a_time_that_the_clocks_skip_is_refused(organiser_client, typed):
    night = {
        "occasions-0-day": "2027-03-28",
        "occasions-0-start": "02:30",
        "occasions-0-end": "05:00",
    }
    answer = organiser_client.submit(NEW, typed | night, form="event")
    assert problems_on(answer) == ["Uret stilles frem den nat: kl. 02.30 findes ikke."]


@pytest.mark.parametrize(("which", "offset"), [("first", 2), ("second", 1)])
def test_a_time_that_comes_twice_is_asked_for(organiser_client, typed, plan, which, offset):
    night = {
        "occasions-0-day": "2027-10-31",
        "occasions-0-start": "02:30",
        "occasions-0-end": "05:00",
    }
    asked = organiser_client.submit(NEW, typed | night, form="event")
    assert problems_on(asked) == [
        "Uret stilles tilbage den nat: er det første eller anden gang, klokken er 02.30?"
    ]
    data = {}
    for name, value in Page(asked.text).form("event").filled({"occasions-0-which": which}):
        data.setdefault(name, []).append(value)
    assert organiser_client.post(NEW, data=data).location == SHOW
    start = to_local(plan().occasions[0].starts_at)
    assert start.utcoffset() == timedelta(hours=offset)
    again = organiser_client.submit(f"{SHOW}edit", {"capacity": "715"}, form="event")
    assert again.location == SHOW
    assert to_local(plan().occasions[0].starts_at) == start


def test_an_address_that_is_taken_is_refused_with_another(organiser_client, typed, ask):
    organiser_client.submit(NEW, typed, form="event")
    again = organiser_client.submit(NEW, typed, form="event")
    assert again.status_code == 409
    assert problems_on(again) == [
        f"Et andet arrangement har denne adresse. Skriv for eksempel {SLUG}-2."
    ]


def test_an_edited_event_keeps_what_was_not_touched(organiser_client, typed, plan, ask):
    organiser_client.submit(NEW, typed, form="event")
    before = plan()
    english = {"text_en-title": "Birthday party", "text_en-origin": "human"}
    organiser_client.submit(f"{SHOW}edit", english, form="event")
    after = plan()
    assert after.titles == before.titles | {Language.ENGLISH: "Birthday party"}
    assert after.bodies == before.bodies | {Language.ENGLISH: ""}
    texts = {"titles": 0, "bodies": 0}
    assert vars(after) | texts == vars(before) | texts


@pytest.mark.parametrize("wanted", [True, False])
def test_one_scan_lets_a_family_in_where_the_event_wants_it(organiser_client, typed, plan, wanted):
    organiser_client.submit(NEW, typed | ({"family_scan": "y"} if wanted else {}), form="event")
    assert plan().family_scan is wanted
    organiser_client.submit(f"{SHOW}edit", {"capacity": "40"}, form="event")
    assert plan().family_scan is wanted


def test_a_capacity_below_the_places_taken_is_refused_with_the_numbers(
    app, organiser_client, venue_id, plan
):
    with app.app_context(), transaction() as session:
        event = make_event(session, at=clock.now(), capacity=50)
        make_registration(session, event, "A", "B", "C", at=clock.now())
    answer = organiser_client.submit(
        "/organiser/events/fest-1/edit", {"capacity": "2"}, form="event"
    )
    assert answer.status_code == 409
    assert problems_on(answer) == [
        ("3 pladser er optaget, og du vil kun have 2. Vælg, hvad der skal ske.")
    ]
    assert Page(answer.text).by_id("capacity").get("value") == "2"
    assert plan("fest-1").capacity == 50


def test_a_draft_is_published_withdrawn_published_and_cancelled(organiser_client, typed, ask):
    organiser_client.submit(NEW, typed, form="event")
    steps = [
        ("publish", EventStatus.PUBLISHED),
        ("withdraw", EventStatus.DRAFT),
        ("publish", EventStatus.PUBLISHED),
        ("cancel", EventStatus.CANCELLED),
        ("publish", EventStatus.PUBLISHED),
    ]
    for verb, status in steps:
        press(organiser_client, verb)
        assert status_of(ask) is status
    assert organiser_client.get(f"/da/events/{SLUG}").status_code == 200


def press(client, verb, slug=SLUG):
    """Press a button of the event's page, or of the page that asks first."""
    page = client.page(f"/organiser/events/{slug}/")
    action = f"/organiser/events/{slug}/{verb}"
    if verb == "publish" and "Kladde" in page.text:
        return client.get(client.submit(action, {"sure": "1"}, form="publish").location)
    if verb in {"cancel", "delete"}:
        page = client.page(action)
    elif verb == "publish":
        page = client.page(f"/organiser/events/{slug}/restore")
    (form,) = [each for each in page.all("form") if each.get("action") == action]
    token = next(each.get("value") for each in form.iter("input"))
    return client.get(client.post(action, data={"csrf_token": token}).location)


def test_an_event_with_registrations_is_not_withdrawn(app, organiser_client, ask):
    with app.app_context(), transaction() as session:
        event = make_event(session, at=clock.now())
        make_registration(session, event, "A", "B", at=clock.now())
    answer = press(organiser_client, "withdraw", "fest-1")
    assert "2 personer er tilmeldt det, du vil fjerne." in Page(answer.text).text
    assert status_of(ask, "fest-1") is EventStatus.PUBLISHED


def test_a_draft_is_deleted_after_asking(organiser_client, typed, ask):
    organiser_client.submit(NEW, typed, form="event")
    answer = press(organiser_client, "delete")
    assert "Kladden er slettet." in Page(answer.text).text
    assert ask(lambda session: find_event(session, SLUG)) is None


def test_a_draft_to_which_phones_belong_stays(app, organiser_client, ask):
    with app.app_context(), transaction() as session:
        make_device(session, make_draft(session, at=clock.now()), at=clock.now())
    answer = press(organiser_client, "delete", "fest-1")
    assert "Tilmeldinger eller telefoner hører til den, så den bliver." in Page(answer.text).text
    assert status_of(ask, "fest-1") is EventStatus.DRAFT


def test_fields_that_are_not_in_the_form_change_nothing_and_are_logged(
    organiser_client, typed, ask, caplog
):
    more = {"status": "published", "id": "7", "roster_salt": "x", "created_at": "2020-01-01"}
    with caplog.at_level("WARNING", "eventsys.requests"):
        organiser_client.submit(NEW, typed | more, form="event")
    assert status_of(ask) is EventStatus.DRAFT
    logged = [each.facts for each in caplog.records if each.name == "eventsys.requests"]
    assert logged == [
        {"route": "/organiser/events/new", "number": 4, "names": sorted(more)},
    ]


def test_who_may_only_read_changes_nothing(signed_in, app, client):
    with app.app_context(), transaction() as session:
        make_draft(session, at=clock.now())
    viewer = signed_in(RoleName.VIEWER)
    page = viewer.page("/organiser/events/fest-1/")
    assert [form.get("id") for form in page.all("form")] == ["sign-out"]
    for path in ("new", "fest-1/edit", "fest-1/cancel", "fest-1/registrations", "fest-1/devices"):
        assert viewer.get(f"/organiser/events/{path}").status_code == 403
    token = page.form("sign-out").values()[0][1]
    refused = viewer.post("/organiser/events/fest-1/publish", data={"csrf_token": token})
    assert refused.status_code == 403
    outside = client.get("/organiser/events/fest-1/")
    assert outside.location == "/account/sign-in?next=/organiser/events/fest-1/"


def test_an_unknown_event_is_not_found(organiser_client):
    for page in ("", "edit", "cancel", "delete", "registrations", "devices", "attendance"):
        assert organiser_client.get(f"/organiser/events/no-such/{page}").status_code == 404


def test_the_list_asks_the_database_as_often_for_many_events_as_for_few(app, organiser_client):
    def queries():
        with watch_statements() as statements:
            organiser_client.page("/organiser/")
        return len(statements)

    def add(number):
        with app.app_context(), transaction() as session:
            for _ in range(number):
                make_event(session, at=clock.now())

    add(3)
    few = queries()
    add(60)
    assert queries() == few
    assert len(organiser_client.page("/organiser/").all("tr")) == 51
    assert len(organiser_client.page("/organiser/?page=2").all("tr")) == 14
    beyond = organiser_client.page("/organiser/?page=999")
    assert len(beyond.all("tr")) == 14
    assert "Listen har ikke sådan en side. Dette er side 2." in beyond.text


def test_past_events_stand_apart(app, organiser_client):
    at = clock.now()
    with app.app_context(), transaction() as session:
        make_event(session, at=at - timedelta(days=30))
        make_event(session, at=at)
    assert "Fest 2" in organiser_client.page("/organiser/").text
    assert "Fest 1" not in organiser_client.page("/organiser/").text
    assert "Fest 1" in organiser_client.page("/organiser/?when=past").text


@pytest.mark.parametrize("odd", ["\x00", "²", "9" * 400, "x" * 5_000, "\u202e<b>&"])
def test_odd_input_is_refused_or_kept_but_never_a_fault(organiser_client, typed, odd):
    page = organiser_client.page(NEW)
    names = {name for name, _ in page.form("event").values()} - {"csrf_token"}
    token = dict(page.form("event").values())["csrf_token"]
    everything = dict.fromkeys(names, odd) | {f"occasions-{odd}-day": odd, odd: odd}
    assert organiser_client.post(NEW, data=everything | {"csrf_token": token}).status_code == 422
    for name in sorted(names):
        data = {key: str(value) for key, value in typed.items()} | {name: odd, "csrf_token": token}
        assert organiser_client.post(NEW, data=data).status_code in {302, 409, 422}


def test_who_made_a_text_is_one_of_two(organiser_client, typed):
    data = dict(organiser_client.page(NEW).form("event").filled(typed))
    strange = {"text_en-title": "Party", "text_en-origin": "oracle"}
    answer = organiser_client.post(NEW, data=data | strange)
    assert problems_on(answer) == ["Vælg, hvem der har lavet teksten. Læserne får det at vide."]


def english_state(ask):
    view = ask(lambda session: find_event_view(session, SLUG, drafts=True))
    return view.states[Language.ENGLISH]


def test_an_outdated_text_is_shown_as_such_and_confirmed(organiser_client, typed, plan, ask):
    english = {"text_en-title": "Party", "text_en-origin": "machine"}
    organiser_client.submit(NEW, typed | english, form="event")
    organiser_client.submit(f"{SHOW}edit", {"text_da-body": "Kom kl. 12."}, form="event")
    assert english_state(ask) is TextState.OUTDATED
    assert "Den danske tekst er ændret" in organiser_client.page(f"{SHOW}edit").text
    organiser_client.submit(f"{SHOW}edit", {"text_en-confirmed": "y"}, form="event")
    assert english_state(ask) is TextState.MACHINE
    assert "Den danske tekst er ændret" not in organiser_client.page(f"{SHOW}edit").text


def test_a_part_that_somebody_came_for_is_open(organiser_client, typed):
    organiser_client.submit(NEW, typed, form="event")
    page = organiser_client.page(f"{SHOW}edit?language=so")
    opened = [part for part in page.all("details") if part.get("open") is not None]
    assert ["text_so" in {each.get("id") for each in part.iter()} for part in opened] == [True]


def test_the_form_shows_by_examples_how_a_text_is_laid_out(organiser_client, venue_id):
    page = organiser_client.page(NEW)
    typed = ["".join(each.itertext()) for each in page.all("bdi") if each.get("class") == "lines"]
    assert typed == [
        "**gratis**",
        "- mad\n- musik",
        "## Det sker",
        "[vores side](https://www.kk.dk)",
    ]
