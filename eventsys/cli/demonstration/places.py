"""Where the demonstration takes place: Copenhagen's districts and some of their houses."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from eventsys.core.principal import SYSTEM
from eventsys.places.models import District, Locality
from eventsys.places.operations import (
    VenueDetails,
    add_locality,
    add_venue,
)
from eventsys.places.queries import list_districts, list_localities, list_venues
from eventsys.places.rules import NOT_KNOWN, Access

HOUSE = Access(step_free=True, toilet=True, hearing_loop=False, parking=True)
OUTSIDE = Access(step_free=True, toilet=False)
OLD_HOUSE = Access(step_free=False, toilet=False, hearing_loop=False)
LIBRARY = Access(step_free=True, toilet=True, hearing_loop=True)


@dataclass(frozen=True)
class KnownLocality:
    """A place within a district that people name."""

    slug: str
    name: str
    district: str


@dataclass(frozen=True, kw_only=True)
class KnownVenue:
    """A house or a square in a district, by the districts' slug and the locality's, if any."""

    name: str
    address: str
    district: str
    position: tuple[float, float]
    locality: str | None = None
    access: Access = HOUSE


LOCALITIES = (
    KnownLocality("soeerne", "Søerne", "noerrebro"),
    KnownLocality("sydhavnen", "Sydhavnen", "vesterbro-kongens-enghave"),
    KnownLocality("tingbjerg", "Tingbjerg", "broenshoej-husum"),
    KnownLocality("ydre-noerrebro", "Ydre Nørrebro", "noerrebro"),
)

LAKES = "Søerne ved Peblinge Dossering"
HALL = "Nørrebrohallen"
FOUNDRY = "Støberiet"
TINGBJERG = "Tingbjerg Bibliotek og Kulturhus"
OUTER_NOERREBRO = "Mimersparken"

VENUES = (
    KnownVenue(
        name=LAKES,
        address="Peblinge Dossering, 2200 København N",
        district="noerrebro",
        locality="soeerne",
        position=(55.6853, 12.5602),
        access=OUTSIDE,
    ),
    KnownVenue(
        name=HALL,
        address="Nørrebrogade 208, 2200 København N",
        district="noerrebro",
        locality="ydre-noerrebro",
        position=(55.6998, 12.5424),
    ),
    KnownVenue(
        name=FOUNDRY,
        address="Blågårds Plads 5, 2200 København N",
        district="noerrebro",
        position=(55.6868, 12.5556),
    ),
    KnownVenue(
        name=OUTER_NOERREBRO,
        address="Bragesgade 35, 2200 København N",
        district="noerrebro",
        locality="ydre-noerrebro",
        position=(55.7013, 12.5466),
        access=OUTSIDE,
    ),
    KnownVenue(
        name=TINGBJERG,
        address="Skolesiden 4, 2700 Brønshøj",
        district="broenshoej-husum",
        locality="tingbjerg",
        position=(55.7180, 12.4843),
        access=LIBRARY,
    ),
    KnownVenue(
        name="Energicenter Voldparken",
        address="Kobbelvænget 65, 2700 Brønshøj",
        district="broenshoej-husum",
        position=(55.7107, 12.4712),
    ),
    KnownVenue(
        name="Biblioteket Rentemestervej",
        address="Rentemestervej 76, 2400 København NV",
        district="bispebjerg",
        position=(55.7063, 12.5339),
        access=LIBRARY,
    ),
    KnownVenue(
        name="Østerbrohuset",
        address="Århusgade 103, 2100 København Ø",
        district="oesterbro",
        position=(55.7067, 12.5879),
    ),
    KnownVenue(
        name="Christianshavns Beboerhus",
        address="Dronningensgade 34, 1420 København K",
        district="indre-by",
        position=(55.6737, 12.5921),
        access=OLD_HOUSE,
    ),
    KnownVenue(
        name="Kvarterhuset",
        address="Jemtelandsgade 3, 2300 København S",
        district="amager-oest",
        position=(55.6628, 12.6075),
        access=NOT_KNOWN,
    ),
    KnownVenue(
        name="Solvang Bibliotek",
        address="Remisevej 14, 2300 København S",
        district="amager-vest",
        position=(55.6473, 12.5868),
    ),
    KnownVenue(
        name="Karens Minde Kulturhus",
        address="Wagnersvej 19, 2450 København SV",
        district="vesterbro-kongens-enghave",
        locality="sydhavnen",
        position=(55.6473, 12.5397),
    ),
    KnownVenue(
        name="Valby Kulturhus",
        address="Valgårdsvej 4, 2500 Valby",
        district="valby",
        position=(55.6600, 12.5164),
    ),
    KnownVenue(
        name="Kulturstationen Vanløse",
        address="Frode Jakobsens Plads 4, 2720 Vanløse",
        district="vanloese",
        position=(55.6872, 12.4921),
    ),
)


def add_places(session: Session, *, at: datetime) -> None:
    """Add the localities and venues that are not there yet; districts always are."""
    districts = {district.slug: district for district in list_districts(session)}
    localities = add_localities(session, districts, at=at)
    known = {venue.name for venue in list_venues(session)}
    for each in VENUES:
        if each.name not in known:
            latitude, longitude = each.position
            details = VenueDetails(
                name=each.name,
                address=each.address,
                locality=localities.get(each.locality or ""),
                latitude=latitude,
                longitude=longitude,
                access=each.access,
            )
            add_venue(session, districts[each.district], details, at=at, by=SYSTEM)


def add_localities(
    session: Session, districts: dict[str, District], *, at: datetime
) -> dict[str, Locality]:
    """Add the localities that are not there yet; give all, by slug."""
    localities = {locality.slug: locality for locality in list_localities(session)}
    for each in LOCALITIES:
        if each.slug not in localities:
            district = districts[each.district]
            added = add_locality(session, district, each.slug, each.name, at=at, by=SYSTEM)
            localities[each.slug] = added
    return localities


def venue_ids(session: Session) -> dict[str, int]:
    """Give the ids of the venues by their name."""
    return {venue.name: venue.id for venue in list_venues(session)}
