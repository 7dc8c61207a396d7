"""What is asked of tickets printed beforehand."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from eventsys.registration.requests import RegistrationRequest
from eventsys.registration.rules import Category

MOST_PRINTED = 200


@dataclass(frozen=True, kw_only=True)
class PrintRun:
    """How many tickets to print, for whom, and for which date where one is chosen."""

    number: int
    category: Category
    occasion_no: int | None = None


@dataclass(frozen=True, kw_only=True)
class PaperRequest:
    """A registration that somebody types in for others.

    `tickets` are codes of tickets printed beforehand, by the position of the person from 0.
    """

    registration: RegistrationRequest
    tickets: Mapping[int, str] = field(default_factory=dict)
