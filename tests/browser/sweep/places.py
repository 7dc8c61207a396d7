"""Where the sweep looks: every page of the citizens, in each of its states."""

from dataclasses import dataclass

from eventsys.core.months import month_of
from tests.browser.sweep.acts import (
    Act,
    answer_yes,
    ask_for_a_bus,
    ask_for_links,
    ask_for_too_many,
    choose_three,
    come_in_the_rush,
    empty_and_send,
    find_nothing,
    open_details,
    open_filters,
    read_a_list,
    say_that_more_come,
    send,
    send_with_an_old_token,
)
from tests.browser.sweep.courses import CERTIFICATES
from tests.browser.sweep.serving import Site


@dataclass(frozen=True)
class Place:
    """A page to look at: its endpoint, its address after the language, and what is done there."""

    endpoint: str
    address: str
    act: Act | None = None
    state: str = ""

    @property
    def name(self) -> str:
        """Name the place in what the sweep reports; addresses that are secrets need a state."""
        done = f", {self.act.__name__}" if self.act else ""
        return f"{self.endpoint}: {self.state or self.address}{done}"

    def under(self, base: str) -> str:
        """Give the whole address; a ticket's has no language in it."""
        if self.endpoint == "public.ticket":
            return base.rpartition("/")[0] + self.address
        return base + self.address


def places_of(site: Site) -> list[Place]:
    """List the citizens' pages and states."""
    return [
        *found(site),
        *(Place("public.event", f"/events/{slug}") for slug in EVENTS),
        *registering(),
        *own(site),
        *leaving(site),
        *changing(site),
        *(Place("public.ticket", f"/T/{site.codes[name]}", state=name) for name in TICKETS),
        *certificates(site),
        *answering(site),
        *about(site),
    ]


EVENTS = (
    *("fest", "born", "forlob", "valg", "link", "faa", "fuldt", "udsolgt", "senere", "lukket"),
    *("uden", "forbi", "aflyst", "ansog", "lod", "trukket", "undervejs"),
)
TICKETS = ("three", "waiting", "gone", "cancelled")
OWN = (
    *("three", "typo", "phone", "choice", "family", "answers", "left", "gone", "passed over"),
    *(
        "offered",
        "waiting",
        "missed",
        "cancelled",
        "over",
        "asked",
        "approved",
        "declined",
        "group",
        "large group",
        "course",
        "course family",
        "course class",
    ),
)


def found(site: Site) -> list[Place]:
    """List the pages on which events are found."""
    month = month_of(site.at)
    return [
        Place("public.index", "/"),
        Place("public.index", "/", open_filters),
        Place("public.index", "/", come_in_the_rush(site)),
        Place("public.index", "/?q=nothing"),
        Place("public.index", "/?q=fest&district=valby&kind=public&free=1&spoken=so"),
        Place("public.calendar", f"/calendar?month={month}"),
        Place("public.calendar", "/calendar?month=2027-01&kind=course"),
        Place("public.embed", "/embed"),
        Place("public.embed", "/embed?q=nothing"),
    ]


def registering() -> list[Place]:
    """List the states of the form."""
    form, group = "public.register", "public.register_group"
    return [
        *(Place(form, f"/events/{slug}/register") for slug in ("born", "fuldt", "valg", "lukket")),
        Place(form, "/events/fest/register", choose_three),
        Place(form, "/events/fest/register", send),
        Place(form, "/events/fest/register", send_with_an_old_token),
        Place(form, "/events/faa/register", ask_for_too_many),
        Place(form, "/events/forlob/register", send),
        Place(form, "/events/sporger/register", send),
        Place(form, "/events/sporger/register", answer_yes),
        *(Place(form, f"/events/{slug}/register") for slug in ("ansog", "lod")),
        Place(group, "/events/born/register/group"),
        Place(group, "/events/sporger/register/group", send),
        Place(group, "/events/fest/register/group", ask_for_a_bus),
        Place(group, "/events/forlob/register/group", read_a_list),
    ]


def own(site: Site) -> list[Place]:
    """List the states of a registration's own page."""
    page, secret = "public.registration", site.tokens
    done = [f"?done={what}" for what in ("changed", "link")]
    return [
        *(place_of(page, site, name) for name in OWN),
        *(place_of(page, site, "three", query) for query in (*done, "?masked=1")),
        place_of(page, site, "three", act=open_details),
        place_of(page, site, "course class", act=open_details),
        place_of("public.own_data", site, "family", "/data"),
        place_of("public.offer", site, "offered", "/offer"),
        place_of("public.offer", site, "offered", "/offer", send_with_an_old_token),
        Place("public.muting", f"/messages/{secret['muting']}", state="first"),
        Place("public.muting", f"/messages/{secret['muting']}", send_with_an_old_token, "error"),
    ]


def leaving(site: Site) -> list[Place]:
    """List the pages on which places are given back."""
    one, everybody = "public.deregister", "public.deregister_everybody"
    return [
        place_of(one, site, "three", "/people/1/deregister"),
        place_of(one, site, "three", "/people/2/deregister", send_with_an_old_token),
        place_of(everybody, site, "three", "/deregister"),
        place_of(everybody, site, "waiting", "/deregister"),
        place_of(everybody, site, "asked", "/deregister"),
        place_of(everybody, site, "three", "/deregister", send_with_an_old_token),
    ]


def changing(site: Site) -> list[Place]:
    """List the pages on which a registration is changed."""
    change, move = "public.change", "public.move_registration"
    return [
        place_of(change, site, "family", "/change"),
        place_of(change, site, "three", "/change", empty_and_send),
        place_of(change, site, "over", "/change"),
        place_of(move, site, "choice", "/move"),
        place_of(move, site, "choice", "/move", send),
        place_of("public.own_care", site, "family", "/needs"),
        place_of("public.own_care", site, "family", "/needs", send_with_an_old_token),
        place_of("public.answers", site, "answers", "/answers"),
        place_of("public.answers", site, "answers", "/answers", send_with_an_old_token),
        place_of("public.name_group", site, "group", "/group"),
        place_of("public.fewer", site, "group", "/fewer"),
        place_of("public.fewer", site, "group", "/fewer", say_that_more_come),
        place_of("public.name_group", site, "group", "/group", read_a_list),
        place_of("public.new_link", site, "three", "/new-link"),
        place_of("public.new_link", site, "three", "/new-link", send_with_an_old_token),
    ]


def certificates(site: Site) -> list[Place]:
    """List what is said of certificates."""
    page = "public.certificate"
    codes = {state: site.codes[f"certificate {state}"] for state in CERTIFICATES}
    return [
        *(Place(page, f"/certificates/{code}", state=state) for state, code in codes.items()),
        Place(page, f"/certificates/{'0' * 24}"),
    ]


def place_of(endpoint: str, site: Site, name: str, part: str = "", act: Act | None = None) -> Place:
    """Give a page of a registration, by the name under which its link is kept."""
    return Place(endpoint, f"/registrations/{site.tokens[name]}{part}", act, f"{name}{part}")


def about(site: Site) -> list[Place]:
    """List the pages about the site, and those that say that something cannot be."""
    return [
        *(Place(f"public.{name}", f"/{name}") for name in ("subscribe", "accessibility")),
        Place("public.subscribe", "/subscribe?kind=course&kind=public", state="chosen"),
        Place("public.privacy", "/privacy"),
        *(Place("public.event_privacy", f"/events/{name}/privacy") for name in ("fest", "born")),
        Place("public.find", "/find"),
        Place("public.find", "/find", send),
        Place("public.find", "/find", find_nothing),
        Place("public.find", "/find", ask_for_links),
        Place("public.draw", "/events/trukket/draw"),
        Place("public.event", "/events/nowhere"),
        *(Place("fault", f"/faults/{status}") for status in (400, 409, 429, 500, 503)),
    ]


def answering(site: Site) -> list[Place]:
    """List the pages on which people answer, in each of their states."""
    page, leaving_page, tokens = "public.survey", "public.exit_survey", site.tokens
    asked, left = f"/surveys/{tokens['survey']}", f"/surveys/exit/{tokens['exit']}"
    no_more = f"{asked}/refuse"
    return [
        *(
            Place(page, f"/surveys/{tokens[name]}", state=name)
            for name in ("survey", "answered", "survey over", "early")
        ),
        Place(page, asked, send, "survey"),
        Place(page, asked, send_with_an_old_token, "survey"),
        Place("public.refuse_survey", no_more, state="first"),
        Place("public.refuse_survey", no_more, send_with_an_old_token, "error"),
        Place(leaving_page, left, state="exit"),
        Place(leaving_page, f"{left}?thanks=1", state="exit thanks"),
        Place(leaving_page, f"/surveys/exit/{tokens['shut exit']}", state="shut exit"),
    ]
