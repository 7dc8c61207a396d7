"""The poster at the exit, whose code leads to the questionnaire."""

from flask import current_app, request
from flask.typing import ResponseReturnValue

from eventsys.core.db import db
from eventsys.core.text import Language
from eventsys.documents.posters import Greeting, PaperSize, Poster, print_poster
from eventsys.evaluation.waves.queries import exit_token_of
from eventsys.web.common.guards import allowed_for
from eventsys.web.common.languages import current_language, speaking
from eventsys.web.common.papers import pdf_answer
from eventsys.web.common.words import _
from eventsys.web.organiser.frame import view_or_404
from eventsys.web.organiser.roles import READERS
from eventsys.web.organiser.waves.finding import WAVE, blueprint, wave_or_404


@blueprint.get(f"{WAVE}/poster.pdf")
@allowed_for(*READERS)
def poster(slug: str, wave_id: int) -> ResponseReturnValue:
    """Give the poster for the exit, on A4 or A3."""
    view, asked = view_or_404(slug), request.args.get("paper", "")
    wave = wave_or_404(db.session(), slug, wave_id)
    page = Poster(
        title=view.title(current_language()),
        sender=_("City of Copenhagen"),
        language=current_language().value,
        paper=PaperSize(asked) if asked in set(PaperSize) else PaperSize.A4,
        greetings=[greeting_in(each) for each in Language],
        dates=[],
        hint=_("Answer on your phone. Nobody can see who answered what."),
        address=f"{current_app.config['BASE_URL']}/q/{exit_token_of(wave)}",
        picture=_("QR code of the questionnaire"),
        made_at=view.revised_at,
    )
    return pdf_answer(lambda: print_poster(page), f"{slug}-exit")


def greeting_in(language: Language) -> Greeting:
    """Ask people what they think, in a language."""
    with speaking(language):
        return Greeting(language=language.value, words=_("What did you think?"))
