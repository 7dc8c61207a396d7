"""What is known of a place, in plain values."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Access:
    """How accessible a place is; None where that is not known."""

    step_free: bool | None = None
    toilet: bool | None = None
    hearing_loop: bool | None = None
    parking: bool | None = None


NOT_KNOWN = Access()
