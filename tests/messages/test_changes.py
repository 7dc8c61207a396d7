"""A letter about new dates says what they were when its reader was last told."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from eventsys.core.db import transaction
from eventsys.core.outbox import Notice
from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from eventsys.events import operations as events
from eventsys.events.queries import get_event, plan_of
from eventsys.registration.rules import Channel, Contact
from tests.factories import AT, make_event, make_registration, make_venue
from tests.messages.moving import moved_by

DAY = timedelta(days=1)
AMINA = Contact(name="Amina", channel=Channel.EMAIL, email="amina@example.org")
PLACE = "Hans Tavsens Park"


@pytest.fixture
def slug(database):
    """An event in two parts at which somebody is registered and was told so."""
    with transaction() as session:
        event = make_event(session, days=(7, 14))
        make_registration(session, event, "Person", contact=AMINA)
        session.execute(update(Notice).values(composed_at=AT))
        return event.slug


def change(slug, plan_changed, hours):
    """Change an event's plan so many hours later."""
    with transaction() as session:
        event = get_event(session, slug)
        plan = plan_changed(plan_of(session, event))
        events.amend_event(session, event, plan, at=after(hours), by=SYSTEM)


def after(hours):
    return AT + timedelta(hours=hours)


def dates_in(mail):
    """Give the lines between the title and the links."""
    text = mail.get_body(("plain",)).get_content()
    whole = text[text.index("Fest 1") :].split("\n\n")[1:-2]
    return [part.splitlines() for part in whole if "://" not in part and "link" not in part.lower()]


def first_moved(plan, by=DAY):
    first, second = plan.occasions
    return replace(
        plan, occasions=[*moved_by(replace(plan, occasions=[first]), by).occasions, second]
    )


def test_a_date_that_moved_stands_beside_what_it_was(slug, work, shelf):
    change(slug, first_moved, 1)
    work(after(1))
    assert dates_in(shelf.taken[-1]) == [
        [
            "Før: mandag 11. maj 2026 kl. 12.00–15.00",
            PLACE,
            "Nu: tirsdag 12. maj 2026 kl. 12.00–15.00",
            PLACE,
        ],
        ["mandag 18. maj 2026 kl. 12.00–15.00", PLACE],
    ]
    page = shelf.taken[-1].get_body(("html",)).get_content()
    assert page.index("Før: mandag 11. maj") < page.index("Nu: tirsdag 12. maj")


def test_of_several_moves_only_the_first_and_the_last_are_told(slug, work, shelf):
    change(slug, first_moved, 1)
    change(slug, first_moved, 2)
    work(after(2))
    change(slug, first_moved, 3)
    work(after(3))
    lines = [dates_in(mail)[0] for mail in shelf.taken]
    days = [[line.partition(" maj")[0] for line in each if ":" in line] for each in lines]
    assert days == [
        ["Før: mandag 11.", "Nu: onsdag 13."],
        ["Før: onsdag 13.", "Nu: torsdag 14."],
    ]


def test_a_date_that_came_back_to_what_it_was_is_told_as_it_is(slug, work, shelf):
    change(slug, first_moved, 1)
    change(slug, lambda plan: first_moved(plan, -DAY), 2)
    work(after(2))
    assert dates_in(shelf.taken[-1])[0][0] == "mandag 11. maj 2026 kl. 12.00–15.00"


def test_a_new_place_is_told_beside_the_old(slug, work, shelf):
    with transaction() as session:
        venue_id = make_venue(session, "Biblioteket").id
    change(
        slug,
        lambda plan: replace(
            plan, occasions=[replace(each, venue_id=venue_id) for each in plan.occasions]
        ),
        1,
    )
    work(after(1))
    assert dates_in(shelf.taken[-1])[1] == [
        "Før: mandag 18. maj 2026 kl. 12.00–15.00",
        PLACE,
        "Nu: mandag 18. maj 2026 kl. 12.00–15.00",
        "Biblioteket",
    ]


def test_a_date_that_is_gone_and_one_that_is_new_are_named_so(slug, work, shelf):
    def swapped(plan):
        first, second = plan.occasions
        new = replace(
            second, no=None, starts_at=second.starts_at + DAY, ends_at=second.ends_at + DAY
        )
        return replace(plan, occasions=[first, new])

    change(slug, swapped, 1)
    work(after(1))
    assert [lines[0].partition(":")[0] for lines in dates_in(shelf.taken[-1])] == [
        "mandag 11. maj 2026 kl. 12.00–15.00",
        "Ny dato",
        "Bliver ikke til noget",
    ]


def test_who_learns_that_it_takes_place_after_all_is_told_of_the_new_date_too(slug, work, shelf):
    with transaction() as session:
        events.cancel(session, get_event(session, slug), at=after(1), by=SYSTEM)
    change(slug, first_moved, 2)
    with transaction() as session:
        events.publish(session, get_event(session, slug), at=after(3), by=SYSTEM)
    work(after(3))
    text = shelf.taken[-1].get_body(("plain",)).get_content()
    assert "Før: mandag 11. maj" in text
    assert "Nu: tirsdag 12. maj" in text


def test_both_are_told_in_the_readers_language_and_direction(database, work, shelf):
    with transaction() as session:
        event = make_event(session)
        make_registration(session, event, "P", contact=AMINA, language=Language.ARABIC)
        session.execute(update(Notice).values(composed_at=AT))
        slug = event.slug
    change(slug, lambda plan: moved_by(plan, DAY), 1)
    work(after(1))
    page = shelf.taken[-1].get_body(("html",)).get_content()
    assert '<html lang="ar" dir="rtl">' in page
    assert page.index("سابقًا:") < page.index("الآن:")
