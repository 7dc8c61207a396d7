"""What the columns of a list of actors hold, and which rows are saved."""

from eventsys.exchange.imports.operations import SaveRequest
from eventsys.web.organiser.actor_imports.words import column_names
from eventsys.web.organiser.imports.form import ColumnsForm


class ActorDraftForm(ColumnsForm):
    """How a list of actors is to be saved."""

    @property
    def names(self) -> dict[str, str]:
        """Name what a column can hold."""
        return column_names()

    def to_request(self) -> SaveRequest:
        """Say which rows are to be saved."""
        return SaveRequest(only_good=self.only_good)
