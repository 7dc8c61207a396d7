"""Several files in one archive, each written while it is read."""

import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from eventsys.exchange.files.writing import laid_by


@dataclass(frozen=True, kw_only=True)
class Member:
    """A file of an archive; its pieces are made when its turn has come."""

    name: str
    pieces: Callable[[], Iterable[bytes]]


def archive_pieces(members: Iterable[Member]) -> Iterator[bytes]:
    """Pack files into an archive, and hand it out."""

    def fill(file: IO[bytes]) -> None:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for member in members:
                with archive.open(member.name, "w", force_zip64=True) as part:
                    for piece in member.pieces():
                        part.write(piece)

    return laid_by(fill)
