"""Draws an uploaded picture anew: what is sent out is ours, and holds nothing but pixels.

The content decides what a file is, never its name. Where it was taken, by whom and with what
(EXIF, XMP, comments) stays behind, as does whatever else is hidden in it.
"""

import struct
import warnings
import zlib
from collections.abc import Mapping
from io import BytesIO
from threading import Lock

from PIL import Image, ImageOps, UnidentifiedImageError

from eventsys.events.pictures.errors import UnusablePicture
from eventsys.events.pictures.rules import (
    LARGEST_FILE,
    MOST_PIXELS,
    SIDES,
    Drawing,
    PictureSize,
    Unusable,
)

FORMATS = ("JPEG", "PNG", "WEBP")
MAY_MOVE = frozenset({"PNG", "WEBP"})  # a JPEG of several pictures is a phone's, and stands still
QUALITY = 82
WHITE = (255, 255, 255)
FAULTS = (
    *(OSError, SyntaxError, ValueError, EOFError, TypeError, IndexError, KeyError),
    *(struct.error, zlib.error, OverflowError, ZeroDivisionError),
)
"""What Pillow raises for files that are not what they say they are."""

ONE_AT_A_TIME = Lock()
"""A picture of 12 megapixels takes some 100 MB while it is drawn: two at once would take twice."""


def draw_anew(content: bytes) -> Mapping[PictureSize, Drawing]:
    """Draw a picture in our sizes. Raise `UnusablePicture`."""
    if not content:
        raise UnusablePicture(Unusable.EMPTY)
    if len(content) > LARGEST_FILE:
        raise UnusablePicture(Unusable.TOO_LARGE)
    with ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            return drawings_of(content)
        except UnidentifiedImageError as error:
            raise UnusablePicture(Unusable.NOT_A_PICTURE) from error
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise UnusablePicture(Unusable.TOO_MANY_PIXELS) from error
        except FAULTS as error:
            raise UnusablePicture(Unusable.UNREADABLE) from error


def drawings_of(content: bytes) -> Mapping[PictureSize, Drawing]:
    """Read a picture whose head promises no more than we can take, and draw it in each size."""
    with Image.open(BytesIO(content), formats=FORMATS) as picture:
        check_head(picture)
        plain = on_white(ImageOps.exif_transpose(picture))
    return {size: drawing_of(plain, side) for size, side in SIDES.items()}


def check_head(picture: Image.Image) -> None:
    """Raise `UnusablePicture` by what a file says of itself, before a pixel is unpacked."""
    if picture.width * picture.height > MOST_PIXELS:
        raise UnusablePicture(Unusable.TOO_MANY_PIXELS)
    if picture.format in MAY_MOVE and getattr(picture, "is_animated", False):
        raise UnusablePicture(Unusable.MOVING)


def on_white(picture: Image.Image) -> Image.Image:
    """Give a picture in plain colours; what can be seen through becomes white."""
    if picture.mode.startswith("I"):  # 16 bits a grey pixel
        picture = picture.convert("I").point(lambda grey: grey / 256).convert("L")
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    coloured = picture.convert("RGBA")
    ground = Image.new("RGB", picture.size, WHITE)
    ground.paste(coloured, mask=coloured.getchannel("A"))
    return ground


def drawing_of(picture: Image.Image, side: int) -> Drawing:
    """Draw a picture so that its longer side has so many pixels at most."""
    drawn = picture.copy()
    drawn.thumbnail((side, side), Image.Resampling.LANCZOS)
    file = BytesIO()
    drawn.info.clear()  # else comments and profiles are written along
    drawn.save(file, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return Drawing(drawn.width, drawn.height, file.getvalue())
