"""What an event counts as in the report of its year."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from eventsys.reports.figures.rules import CountsAs
from eventsys.web.common.forms import Form, OneOf

NOTHING = "nothing"


class CountsAsForm(Form):
    """As what an event counts; as nothing, where nobody says otherwise."""

    counts_as = SelectField(
        _l("What does the event count as?"),
        choices=[
            (NOTHING, _l("Nothing: it is in no report")),
            (CountsAs.CHILDREN.value, _l("Party for children: who came in is counted")),
            (CountsAs.VISITORS.value, _l("Open event: visits are counted or estimated")),
            (CountsAs.AREA_EFFORT.value, _l("Workshop of the area-based effort")),
        ],
        validators=[OneOf(_l("Choose one of these."))],
        validate_choice=False,
        default=NOTHING,
    )

    def to_request(self) -> CountsAs | None:
        """Give what was chosen."""
        chosen = str(self.counts_as.data)
        return None if chosen == NOTHING else CountsAs(chosen)
