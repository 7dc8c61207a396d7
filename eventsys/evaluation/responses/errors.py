"""What the facts do not allow about answers."""

from collections.abc import Collection

from eventsys.core.errors import DomainError


class AlreadyAnswered(DomainError):
    """The invitation was used before: a link is good for one response."""


class NothingAnswered(DomainError):
    """Every question was left blank: that is no response."""


class AnswerNotOffered(DomainError):
    """Questions were answered with what is no answer to them."""

    def __init__(self, questions: Collection[int]) -> None:
        super().__init__(*sorted(questions))
        self.questions = frozenset(questions)


class MoreThanInvited(DomainError):
    """There would be more responses than people who were asked."""

    def __init__(self, invited: int) -> None:
        super().__init__(invited)
        self.invited = invited


class ResponseGone(DomainError):
    """The response cannot be found any more: it has been mixed with the others."""
