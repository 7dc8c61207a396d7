"""The form in which a receiver is registered or changed."""

from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectMultipleField, ValidationError
from wtforms.validators import DataRequired, Length

from eventsys.core.news_kinds import NewsKind
from eventsys.exchange.webhooks.requests import ReceiverRequest
from eventsys.exchange.webhooks.rules import LONGEST_LABEL, OFFERED_KINDS, fault_of
from eventsys.web.common.forms import Form, LineField
from eventsys.web.common.words import _
from eventsys.web.organiser.webhooks.words import fault_words, kind_words


class ReceiverForm(Form):
    """What a receiver is for, where it is, and what it is told."""

    label = LineField(
        _l("Who receives it?"),
        [
            DataRequired(_l("Write who receives it.")),
            Length(max=LONGEST_LABEL, message=_l("At most 80 characters.")),
        ],
    )
    url = LineField(_l("Address"))
    kinds = SelectMultipleField(_l("What is told?"), validate_choice=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        words = kind_words()
        self.kinds.choices = [(kind.value, words[kind]) for kind in OFFERED_KINDS]

    def validate_url(self, field: LineField) -> None:
        """Ask for an address that news may go to."""
        fault = fault_of(field.text)
        if fault is not None:
            raise ValidationError(fault_words()[fault])

    def validate_kinds(self, field: Field) -> None:
        """Ask for one at least, and for none that there is not."""
        if not field.data or not set(field.data) <= set(OFFERED_KINDS):
            raise ValidationError(_("Choose one at least."))

    def to_request(self) -> ReceiverRequest:
        """Give what the form says; call it when the form is valid."""
        kinds = frozenset(NewsKind(value) for value in self.kinds.data or ())
        return ReceiverRequest(label=self.label.text, url=self.url.text, kinds=kinds)
