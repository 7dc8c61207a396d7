"""The bases of all forms."""

from eventsys.core.text import Language
from eventsys.web.common.forms import PublicForm
from eventsys.web.common.languages import speaking


def test_a_form_has_the_words_of_the_language_that_each_page_is_in(in_app):
    said = {}
    for language in (Language.ARABIC, Language.TURKISH, Language.ARABIC, Language.SOMALI):
        with in_app.test_request_context("/"), speaking(language):
            said[language] = PublicForm("test")["csrf_token"].gettext("Not a valid choice.")
    assert said == {
        Language.ARABIC: "اختيار غير صحيح.",
        Language.TURKISH: "Geçerli bir seçenek değil.",
        Language.SOMALI: "Not a valid choice.",
    }
