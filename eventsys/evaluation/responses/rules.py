"""What may be kept of an answer, decided on plain values."""

from enum import StrEnum


class ResponseSource(StrEnum):
    """How a response came in: by a link, on paper, or by the QR code at the exit."""

    LINK = "link"
    PAPER = "paper"
    EXIT = "exit"
