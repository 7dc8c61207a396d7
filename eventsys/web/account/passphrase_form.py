"""The form in which somebody chooses a passphrase."""

from flask_babel import lazy_gettext as _l
from wtforms import Field, PasswordField
from wtforms.validators import ValidationError

from eventsys.web.account.passwords import (
    LONGEST_PASSPHRASE,
    SHORTEST_PASSPHRASE,
    is_guessable,
    is_long_enough,
)
from eventsys.web.common.forms import Form
from eventsys.web.common.words import _


class NewPassphraseForm(Form):
    """A new passphrase, typed twice."""

    passphrase = PasswordField(_l("New passphrase"))
    again = PasswordField(_l("The same once more"))

    def __init__(self, email: str) -> None:
        super().__init__()
        self.email = email

    def validate_passphrase(self, field: Field) -> None:
        """Ask for one that is long and not the first that is guessed."""
        text = field.data or ""
        if len(text) > LONGEST_PASSPHRASE:
            raise ValidationError(_("The passphrase is too long."))
        if not is_long_enough(text):
            raise ValidationError(
                _("Write at least %(number)d characters.", number=SHORTEST_PASSPHRASE)
            )
        if "\x00" in text or is_guessable(text, self.email):
            raise ValidationError(_("That is easy to guess. Put some words together."))

    def validate_again(self, field: Field) -> None:
        """See that nothing was mistyped."""
        if field.data != self.passphrase.data:
            raise ValidationError(_("The two are not the same."))


class ChangePassphraseForm(NewPassphraseForm):
    """The passphrase as it is, and as it is to be."""

    current = PasswordField(_l("Your passphrase now"))
