"""What can be asked and answered, decided on plain values."""

from enum import StrEnum

NOT_RELEVANT = "not-relevant"
"""The answer of somebody to whom a question does not apply; it is an answer, a blank is none."""

SCALE = ("4", "3", "2", "1")
"""The four steps of a scale, from "to a high degree" down to "not at all"."""

YES, NO = "yes", "no"


class SurveyQuestionKind(StrEnum):
    """How a question is answered."""

    SCALE = "scale"
    YES_NO = "yes-no"
    CHOICE = "choice"
    TEXT = "text"
