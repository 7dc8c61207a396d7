"""Languages by the names that readers give them in their own language."""

from collections.abc import Iterable

from babel import Locale
from babel.lists import format_list

from eventsys.core.text import Language

# Where the common locale data has a name that nobody says.
SAID_INSTEAD = {
    (Language.DANISH, Language.SOMALI): "Deenish",
    (Language.TURKISH, Language.SOMALI): "Turki",
}
LISTS = {Language.ENGLISH: "en_GB"}


def name_language(language: Language, reader: Language) -> str:
    """Name a language in the reader's."""
    said = SAID_INSTEAD.get((language, reader))
    return said or str(Locale(reader.value).languages[language.value])


def list_languages(languages: Iterable[Language], reader: Language) -> str:
    """Name languages in the reader's, in the site's order, as in `dansk, engelsk og somali`."""
    wanted = set(languages)
    names = [name_language(each, reader) for each in Language if each in wanted]
    return format_list(names, locale=LISTS.get(reader, reader.value))
