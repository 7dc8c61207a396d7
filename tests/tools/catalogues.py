"""Keep the translations complete: `python -m tests.tools.catalogues update|check`."""

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from gettext import c2py
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from eventsys.core.text import Language
from tests.tools import say, stop
from tests.tools.translations import Plural, faults_of

ROOT = Path(__file__).resolve().parents[2]
TRANSLATIONS = ROOT / "eventsys/translations"
COMPLETE = [each for each in Language if each is not Language.ENGLISH]  # English is the source
SOURCES = {
    "eventsys": [("**.py", "python")],
    "templates": [("**.html", "jinja2"), ("**.txt", "jinja2"), ("**.xml", "jinja2")],
}
KEYWORDS = DEFAULT_KEYWORDS | {
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
    "lazy_pgettext": ((1, "c"), 2),
    "_l": None,
}
# The same in every writing, so that two branches' catalogues differ in their messages alone.
WRITTEN_AT = datetime(2026, 1, 1, tzinfo=UTC)
INSTRUCTION = "Run 'python -m tests.tools.catalogues update', then mend all but English."


def main(task: str) -> None:
    """Bring all catalogues up to date, or say what they lack."""
    template = extract()
    if task == "update":
        for language in Language:
            write_catalogue(language, template)
        return
    lacks = [lack for language in Language for lack in lacks_of(language, template)]
    if lacks:
        say("\n".join(lacks[:20]))
        stop(f"The catalogues lack {len(lacks)} texts. {INSTRUCTION}")


def extract() -> Catalog:
    """Gather every text for people from code and templates."""
    template = Catalog(charset="utf-8")
    for folder, methods in SOURCES.items():
        found = extract_from_dir(
            ROOT / folder,
            method_map=methods,
            options_map={pattern: {"silent": "false"} for pattern, _ in methods},
            keywords=KEYWORDS,
            comment_tags=("Translators:",),
            strip_comment_tags=True,
        )
        for _, _, text, comments, context in found:
            template.add(text, auto_comments=comments, context=context)
    return template


def path_of(language: Language) -> Path:
    """Tell where a language's catalogue lies."""
    return TRANSLATIONS / language / "LC_MESSAGES/messages.po"


def read_catalogue(language: Language) -> Catalog:
    """Read a language's catalogue; empty where there is none yet."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def write_catalogue(language: Language, template: Catalog) -> None:
    """Add what is new to a language's catalogue and drop what nobody says any more."""
    old = read_catalogue(language)
    new = Catalog(
        locale=language,
        project="eventsys",
        version="1",
        header_comment=f"# eventsys in {old.locale.english_name if old.locale else language}",
        creation_date=WRITTEN_AT,
        revision_date=WRITTEN_AT,
        last_translator="eventsys",
        language_team="eventsys",
        msgid_bugs_address="eventsys",
        fuzzy=False,
    )
    for message in texts_of(template):
        known = old.get(message.id, message.context)
        new.add(
            message.id,
            known.string if known else None,
            flags=known.flags if known else message.flags,
            auto_comments=message.auto_comments,
            context=message.context,
        )
    text = io.BytesIO()
    write_po(text, new, sort_output=True, no_location=True, width=100)
    path = path_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_bytes() != text.getvalue():
        path.write_bytes(text.getvalue())


def texts_of(catalogue: Catalog) -> Iterator[Message]:
    """List the messages of a catalogue without its header."""
    return (message for message in catalogue if message.id)


def lacks_of(language: Language, template: Catalog) -> Iterator[str]:
    """List what a language's catalogue lacks: an entry, the words of it, or a part of these."""
    catalogue, danish = read_catalogue(language), read_catalogue(Language.DANISH)
    plural = Plural(forms=catalogue.num_plurals, form_of=c2py(catalogue.plural_expr))
    for message in texts_of(template):
        known = catalogue.get(message.id, message.context)
        if known is None:
            yield f"{language}: {message.id!r} has no entry"
        elif language in COMPLETE and (known.fuzzy or not is_filled(known)):
            yield f"{language}: {message.id!r} is not translated"
        elif is_filled(known):
            other = None if language is Language.DANISH else danish.get(message.id, message.context)
            faults = faults_of(known, other.string if other else None, language, plural)
            yield from (f"{language}: {message.id!r}: {fault}" for fault in faults)


def is_filled(message: Message) -> bool:
    """Tell whether every form of a message has words."""
    forms = [message.string] if isinstance(message.string, str) else message.string or [""]
    return all(forms)


if __name__ == "__main__":
    main(*sys.argv[1:])
