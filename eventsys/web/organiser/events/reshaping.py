"""The buttons of an event's form that change the form alone: nothing is stored by them."""

from flask import request

from eventsys.events.requests import EventPlan
from eventsys.web.organiser.events.form import EventForm
from eventsys.web.organiser.events.form_parts import SAME
from eventsys.web.organiser.events.weekly_part import MOST_OCCASIONS, add_weekly


def is_reshaped(form: EventForm) -> bool:
    """Add or take away dates, or count a text, where a button asks; all that was typed stays."""
    if not form.is_submitted():
        return False
    if "add_weekly" in request.form:
        add_weekly(form)
        return True
    if "add_occasion" in request.form:
        if len(form.occasions) < MOST_OCCASIONS:
            form.occasions.append_entry({"venue": SAME})
        return True
    return "recount" in request.form or is_shortened(form)


def is_taken_back(form: EventForm, plan: EventPlan) -> bool:
    """Write the capacity as it stands where fewer places are not wanted after all."""
    if not form.is_submitted() or request.form.get("overbooked") != "back":
        return False
    form.capacity.data = "" if plan.capacity is None else str(plan.capacity)
    return True


def is_shortened(form: EventForm) -> bool:
    """Take a date away where a button asks; one always stays."""
    number = request.form.get("remove_occasion", "")
    if number.isascii() and number.isdigit() and len(form.occasions) > 1:
        entries = form.occasions.entries
        form.occasions.entries = [each for each in entries if each.id != f"occasions-{number}"]
        return True
    return False
