"""What organisers ask for about waves."""

from dataclasses import dataclass

from eventsys.evaluation.waves.rules import Window


@dataclass(frozen=True, kw_only=True)
class WavePlan:
    """When a wave is, what it asks, and how many months after the event it comes."""

    months: int
    version_id: int
    window: Window
