"""The forms of a report's chapter, and of why something in it may stand as it is."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from wtforms.validators import DataRequired, Length

from eventsys.core.text import Language
from eventsys.reports.figures.rules import LANGUAGES
from eventsys.web.common.forms import Form, ProseField
from eventsys.web.organiser.casework.form import no_cpr
from eventsys.web.organiser.meanwhile import SealedForm

LONGEST = 20_000
LONGEST_REASON = 500


class ChapterForm(SealedForm):
    """A chapter in the paper's two languages."""

    da = ProseField(
        _l("Text in Danish"),
        [Length(max=LONGEST, message=_l("Write at most 20,000 characters.")), no_cpr],
    )
    en = ProseField(
        _l("Text in English"),
        [Length(max=LONGEST, message=_l("Write at most 20,000 characters.")), no_cpr],
    )

    def bodies(self) -> Mapping[Language, str]:
        """Give what is written, by language."""
        return {each: self[each.value].text for each in LANGUAGES}


class StandForm(Form):
    """Why something may stand as it is."""

    because = ProseField(
        _l("Why?"),
        [
            DataRequired(_l("Write why it may stand as it is.")),
            Length(max=LONGEST_REASON, message=_l("Write at most 500 characters.")),
            no_cpr,
        ],
    )


def values_of(bodies: Mapping[Language, str]) -> dict[str, str]:
    """Write a chapter into the fields of its form."""
    return {each.value: bodies.get(each, "") for each in LANGUAGES}
