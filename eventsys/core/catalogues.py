"""The translations as the running system reads them: compiled when it starts."""

import os
import tempfile
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_catalogues(folder: Path) -> None:
    """Compile each language's catalogue that is newer than what was compiled from it."""
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns:
            compile_catalogue(source, compiled)


def compile_catalogue(source: Path, compiled: Path) -> None:
    """Compile one catalogue; who reads meanwhile sees the old one or the new one, whole."""
    with source.open("rb") as file:
        catalogue = read_po(file)
    descriptor, name = tempfile.mkstemp(dir=compiled.parent, prefix=compiled.name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            write_mo(file, catalogue)
        Path(name).chmod(0o644)
        Path(name).replace(compiled)
    except BaseException:
        Path(name).unlink()
        raise
