"""All types of facts, in the order in which they are written: what is referred to comes first."""

from collections.abc import Mapping

from eventsys.exchange.season.kinds import casework, events, gate, people, places, surveys
from eventsys.exchange.season.kinds.base import Kind

KINDS: Mapping[str, Kind] = {
    each.tag: each
    for each in (
        places.DISTRICTS,
        places.LOCALITIES,
        places.VENUES,
        places.ACTORS,
        surveys.SURVEYS,
        surveys.VERSIONS,
        surveys.QUESTIONS,
        events.EVENTS,
        events.OCCASIONS,
        gate.DEVICES,
        people.REGISTRATIONS,
        people.TICKETS,
        gate.SCANS,
        gate.TALLIES,
        gate.HEAD_COUNTS,
        people.MARKS,
        surveys.WAVES,
        surveys.INVITATIONS,
        surveys.RESPONSES,
        casework.TASKS,
        casework.PLANS,
        casework.ACTIVITIES,
        casework.PUBLICATIONS,
        casework.DELIVERABLES,
        casework.STAFF_YEARS,
        casework.CONSULTANTS,
        casework.INDICATORS,
        casework.EARLIER_FIGURES,
    )
}
