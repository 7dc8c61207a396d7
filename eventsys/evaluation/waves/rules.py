"""When a wave is and whom it asks, decided on plain values."""

from enum import StrEnum


class WaveKind(StrEnum):
    """When people are asked: right after the event, or months later."""

    IMMEDIATE = "immediate"
    FOLLOW_UP = "follow-up"
