"""What the log tells of a deed beside who, what and when: names with values, for people to read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from eventsys.core.localtime import COPENHAGEN
from eventsys.core.text import Language
from eventsys.events.rules import EventStatus
from eventsys.web.common.dates import say_moment
from eventsys.web.common.languages import current_language
from eventsys.web.common.role_words import role_names
from eventsys.web.common.words import _, listed
from eventsys.web.organiser.audit.names import detail_names
from eventsys.web.organiser.wording import status_tag

LANGUAGES = frozenset({"language", "languages"})
ROLES = frozenset({"added", "removed", "role", "roles"})
MOMENTS = frozenset({"closes_at", "due_at", "opens_at", "since", "until"})


@dataclass(frozen=True)
class Detail:
    """One thing that the log tells of a deed."""

    name: str
    value: str


def details_of(text: str | None) -> list[Detail]:
    """Read what the log tells of a deed; nothing where it tells nothing, or was erased."""
    told = read(text)
    names = detail_names()
    return [
        Detail(names.get(key, key), in_words(key, value))
        for key, value in told.items()
        if value not in (None, "", [], {})
    ]


def read(text: str | None) -> Mapping[str, object]:
    """Read the details as they are stored."""
    if not text:
        return {}
    try:
        told = json.loads(text)
    except ValueError:
        return {"details": text}
    return told if isinstance(told, dict) else {"details": told}


def in_words(key: str, value: object) -> str:
    """Word a value: lists without brackets, yes and no, and codes where the name tells whose."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return listed(in_words(key, each) for each in value)
    if isinstance(value, dict):
        return listed(f"{name}: {in_words(name, each)}" for name, each in value.items())
    if key in MOMENTS:
        return moment_in_words(str(value))
    return code_words(key).get(str(value), str(value))


def moment_in_words(text: str) -> str:
    """Word a moment; a day alone, and what is none, stays as it is."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return say_moment(moment, COPENHAGEN, current_language()) if moment.tzinfo else text


def code_words(key: str) -> Mapping[str, str]:
    """Word the codes that may stand under a name."""
    if key in LANGUAGES:
        return {each.value: each.own_name for each in Language}
    if key in ROLES:
        return {role.value: name for role, name in role_names().items()}
    if key == "from":
        return {status.value: status_tag(status).text for status in EventStatus}
    return {}


def in_one_line(details: list[Detail]) -> str:
    """Write the details as the table holds them."""
    return "; ".join(f"{each.name}: {each.value}" for each in details)
