"""The tables of districts, localities and venues."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model
from eventsys.places.rules import Access


class District(Model):
    """A city district, such as Nørrebro."""

    __tablename__ = "district"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]


class Locality(Model):
    """A place within a district that people name, such as Tingbjerg in Brønshøj-Husum."""

    __tablename__ = "locality"

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"), index=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]


class Venue(Model):
    """An address where an occasion is."""

    __tablename__ = "venue"
    __table_args__ = (UniqueConstraint("district_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    locality_id: Mapped[int | None] = mapped_column(ForeignKey("locality.id"))
    name: Mapped[str]
    address: Mapped[str]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    is_step_free: Mapped[bool | None]
    has_toilet: Mapped[bool | None]
    has_hearing_loop: Mapped[bool | None]
    has_parking: Mapped[bool | None]

    @property
    def access(self) -> Access:
        """Tell how accessible the venue is."""
        return Access(
            step_free=self.is_step_free,
            toilet=self.has_toilet,
            hearing_loop=self.has_hearing_loop,
            parking=self.has_parking,
        )
