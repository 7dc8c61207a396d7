"""Compiling the translations."""

import gettext
import os

import pytest

from eventsys.core.catalogues import compile_catalogues

SOURCE = """msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "Place"
msgstr "{}"
"""


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "da/LC_MESSAGES/messages.po"
    path.parent.mkdir(parents=True)
    path.write_text(SOURCE.format("Sted"), encoding="utf-8")
    return path


def test_a_catalogue_is_compiled_where_it_is_missing(tmp_path, source):
    compile_catalogues(tmp_path)
    with source.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Place") == "Sted"


def test_only_a_catalogue_that_changed_is_compiled_again(tmp_path, source):
    compile_catalogues(tmp_path)
    compiled = source.with_suffix(".mo")
    first = compiled.stat().st_mtime_ns
    compile_catalogues(tmp_path)
    assert compiled.stat().st_mtime_ns == first

    source.write_text(SOURCE.format("Plads"), encoding="utf-8")
    os.utime(source, ns=(first + 1, first + 1))
    compile_catalogues(tmp_path)
    with compiled.open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Place") == "Plads"


def test_a_failed_compilation_leaves_no_half_file(tmp_path, source):
    source.write_bytes(b'msgid "\xff')
    with pytest.raises(UnicodeDecodeError):
        compile_catalogues(tmp_path)
    assert [path.name for path in source.parent.iterdir()] == ["messages.po"]
