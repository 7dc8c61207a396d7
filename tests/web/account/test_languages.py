"""What the sign-in library says, in the language that the browser asks for."""

import re

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from eventsys.core.text import Language
from eventsys.web.common.languages import TRANSLATIONS
from tests.pages import Page
from tests.web.account.conftest import EMAIL

SIGN_IN = "/account/sign-in"
WRONG = {
    Language.DANISH: "Adressen eller adgangssætningen er forkert.",
    Language.ENGLISH: "The address or the passphrase is wrong.",
    Language.ARABIC: "البريد الإلكتروني أو عبارة المرور غير صحيحة.",
    Language.TURKISH: "E-posta ya da parola yanlış.",
    Language.URDU: "ای میل یا پاس فریز غلط ہے۔",
    Language.SOMALI: "Iimaylka ama erayga sirta ah waa khalad.",
}


def catalogue_of(language: Language) -> Catalog:
    with (TRANSLATIONS / language / "LC_MESSAGES/flask_security.po").open("rb") as file:
        return read_po(file, locale=language)


def placeholders_in(text: str) -> list[str]:
    return sorted(re.findall(r"%\(\w+\)s", text))


def test_each_language_says_the_same_messages():
    said = {
        language: sorted(message.id for message in catalogue_of(language) if message.id)
        for language in Language
    }
    assert said == dict.fromkeys(Language, said[Language.DANISH])


@pytest.mark.parametrize("language", list(Language))
def test_no_message_lacks_words_or_loses_a_placeholder(language):
    wrong = [
        message.id
        for message in catalogue_of(language)
        if not message.string or placeholders_in(message.string) != placeholders_in(message.id)
    ]
    assert wrong == []


@pytest.mark.parametrize("language", list(Language))
def test_a_wrong_passphrase_is_told_in_the_reader_s_language(app, person, language):
    headers = {"Accept-Language": language.value}
    client = app.test_client()
    form = Page(client.get(SIGN_IN, headers=headers).text).form()
    fields = dict(form.filled({"email": EMAIL, "password": "not the passphrase"}))
    page = Page(client.post(SIGN_IN, data=fields, headers=headers).text)
    assert WRONG[language] in page.text
