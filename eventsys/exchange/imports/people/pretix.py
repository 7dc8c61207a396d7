"""Reads the order data that pretix exports as JSON as the rows of its "Order positions" file.

The names of its columns are those of that file, so that both go the same way from there.
"""

from collections.abc import Iterator, Mapping
from typing import Any, TypeGuard

Order = Mapping[str, Any]
STANDINGS = {"n": "pending", "p": "paid", "e": "expired", "c": "canceled"}
NO_PHONE = "None"
"""What pretix writes for an order without a number."""


def is_pretix(found: object) -> TypeGuard[Mapping[str, Any]]:
    """Tell pretix's order data by what is in it."""
    event = found.get("event") if isinstance(found, Mapping) else None
    return isinstance(event, Mapping) and isinstance(event.get("orders"), list)


def records_of(found: Mapping[str, Any]) -> list[dict[str, object]]:
    """Lay all positions of all orders out that let somebody in, one after the other."""
    event = found["event"]
    merchandise = {
        item.get("id") for item in maps_in(event.get("items")) if item.get("admission") is False
    }
    return [
        record for order in maps_in(event["orders"]) for record in positions_of(order, merchandise)
    ]


def positions_of(order: Order, merchandise: set[Any]) -> Iterator[dict[str, object]]:
    """Write each position of an order with what is said of the order."""
    status = str(order.get("status") or "")
    email, phone = (str(order.get(key) or "") for key in ("email", "phone"))
    for position in maps_in(order.get("positions")):
        if position.get("item") in merchandise:
            continue
        yield {
            "Order code": order.get("code"),
            "Position ID": position.get("positionid"),
            "Status": "test" if order.get("testmode") is True else STANDINGS.get(status, status),
            "Email": email or position.get("attendee_email"),
            "Phone number": "" if phone == NO_PHONE else phone,
            "Attendee name": position.get("attendee_name"),
            "Invoice address name": "" if position.get("attendee_name") else email,
            "Order locale": order.get("locale"),
        }


def maps_in(found: object) -> list[Mapping[str, Any]]:
    """List the objects of a list; nothing where it is none."""
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []
