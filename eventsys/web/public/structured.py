"""An event as search engines read it: schema.org's `Event`."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask import current_app, url_for

from eventsys.core.localtime import to_local
from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView, OccasionView
from eventsys.events.rules import EventKind, EventStatus, Places, RegistrationState
from eventsys.places.rules import Access
from eventsys.web.common.plain import plain_text
from eventsys.web.common.words import _
from eventsys.web.public.wording import audience_words

SCHEMA = "https://schema.org"
TYPES = {EventKind.PUBLIC: "Event"}
EDUCATION = "EducationEvent"
AVAILABILITIES = {
    Places.FREE: "InStock",
    Places.FEW_LEFT: "LimitedAvailability",
    Places.FULL: "SoldOut",
}
Data = Mapping[str, Any]


def data_of(event: EventView, language: Language, at: datetime, picture: str = "") -> Data:
    """Describe an event; one with several occasions holds each of them.

    Without a picture of its own it has ours.
    """
    parts = [part_of(event, occasion) for occasion in event.occasions]
    several = {"subEvent": [named(event, language, part) for part in parts]}
    return {
        "@context": SCHEMA,
        **named(event, language, parts[0]),
        "endDate": local(event.last_end, event.zone),
        "description": plain_text(event.body(language)),
        "url": address_of(event, language),
        "image": current_app.config["BASE_URL"]
        + (picture or url_for("static", filename="img/share.png")),
        "inLanguage": sorted(event.spoken),
        "isAccessibleForFree": True,
        "audience": {"@type": "Audience", "audienceType": audience_words(event)},
        "organizer": {
            "@type": "GovernmentOrganization",
            "name": _("The integration team, City of Copenhagen"),
        },
        **offers_of(event, language, at),
        **(several if len(parts) > 1 else {}),
    }


def named(event: EventView, language: Language, part: Data) -> Data:
    """Give an occasion its type and its name."""
    return {
        "@type": TYPES.get(event.kind, EDUCATION),
        "name": event.title(language),
        **part,
    }


def part_of(event: EventView, occasion: OccasionView) -> Data:
    """Say when and where an occasion is, and that it takes place or not."""
    cancelled = event.status is EventStatus.CANCELLED
    status = "EventCancelled" if cancelled else "EventScheduled"
    return {
        "startDate": local(occasion.starts_at, event.zone),
        "endDate": local(occasion.ends_at, event.zone),
        "eventStatus": f"{SCHEMA}/{status}",
        "eventAttendanceMode": f"{SCHEMA}/OfflineEventAttendanceMode",
        "location": place_of(occasion),
    }


def place_of(occasion: OccasionView) -> Data:
    """Say where it is and how one gets in."""
    address = {
        "@type": "PostalAddress",
        "streetAddress": occasion.address,
        "addressLocality": f"København, {occasion.district}",
        "addressCountry": "DK",
    }
    geo = {
        "@type": "GeoCoordinates",
        "latitude": occasion.latitude,
        "longitude": occasion.longitude,
    }
    features = features_of(occasion.access)
    return {
        "@type": "Place",
        "name": occasion.venue,
        "address": {name: value for name, value in address.items() if value},
        **({"geo": geo} if occasion.latitude is not None else {}),
        **({"amenityFeature": features} if features else {}),
    }


def features_of(access: Access) -> Sequence[Data]:
    """Say what is known of a place's access."""
    known = {
        _("Step-free access"): access.step_free,
        _("Accessible toilet"): access.toilet,
        _("Hearing loop"): access.hearing_loop,
        _("Parking for disabled people"): access.parking,
    }
    return [
        {"@type": "LocationFeatureSpecification", "name": name, "value": has}
        for name, has in known.items()
        if has is not None
    ]


def offers_of(event: EventView, language: Language, at: datetime) -> Data:
    """Say that it is free of charge, and whether there are places."""
    state = event.registration_state(at)
    if state is RegistrationState.DROP_IN:
        return {}
    full = state is RegistrationState.CLOSED
    availability = "SoldOut" if full else AVAILABILITIES[event.places]
    opens_at = event.window.opens_at
    offer = {
        "@type": "Offer",
        "price": 0,
        "priceCurrency": "DKK",
        "availability": f"{SCHEMA}/{availability}",
        "url": f"{address_of(event, language)}/register",
    }
    return {
        "offers": offer | ({"validFrom": local(opens_at, event.zone)} if opens_at else {}),
    }


def address_of(event: EventView, language: Language) -> str:
    """Give the event's own address."""
    path = url_for("public.event", lang=language, slug=event.slug)
    return f"{current_app.config['BASE_URL']}{path}"


def local(moment: datetime, zone: str) -> str:
    """Write a moment as its local time with its distance from UTC."""
    return to_local(moment, zone).isoformat(timespec="seconds")
