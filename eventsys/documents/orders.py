"""What the typesetter is asked for: a template and its job, of which one part is many papers."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Order:
    """A template with its job; the papers themselves are a list in it, by the name `many`."""

    template: str
    job: dict[str, Any]
    many: str

    @property
    def papers(self) -> list[Any]:
        """Give the papers."""
        found: list[Any] = self.job[self.many]
        return found

    def of(self, papers: list[Any]) -> dict[str, Any]:
        """Give the job with other papers in it."""
        return self.job | {self.many: papers}
