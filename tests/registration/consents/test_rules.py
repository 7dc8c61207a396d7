"""The question about pictures and its version go together."""

from eventsys.core.codes import digest_of
from eventsys.registration.consents.rules import TEXT_VERSION
from tests.house.tree import TEMPLATES

QUESTION = "May we show pictures of the child?"
HINT = (
    "It is about pictures where one can recognise the child. A no costs nothing."
    " You can always change your answer."
)
VERSIONS = {"2026-11": "36d3"}


def test_whoever_changes_the_question_raises_its_version():
    form = (TEMPLATES.parent / "eventsys/web/public/care_form.py").read_text(encoding="utf-8")
    page = (TEMPLATES / "public/_care.html").read_text(encoding="utf-8")
    assert (QUESTION in form, HINT in page) == (True, True)
    assert VERSIONS[TEXT_VERSION] == digest_of(f"{QUESTION} {HINT}")[:4]
