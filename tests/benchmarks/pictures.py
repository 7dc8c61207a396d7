"""Tickets as a phone's camera meets them: blurred, tilted, torn, badly printed, on a screen."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from eventsys.core.codes import new_code
from eventsys.documents.qr import QUIET_ZONE, qr_modules, ticket_address

SIDE = 720
"""Dots of a side of what the scanner looks at: the middle of the camera's picture."""
DOTS_PER_MILLIMETRE = 8
"""What 203 dots an inch are."""
WALL, PAPER, INK = 128, 240, 15
ADDRESS = "https://tilmelding.kk.dk"

Spoil = Callable[[Image.Image, Random], Image.Image]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A way in which a ticket is hard to read; `floor`: how many per cent must be read, if any."""

    name: str
    spoil: Spoil
    floor: int | None = None


@dataclass(frozen=True)
class Shot:
    """What the camera sees, and what it should read."""

    picture: Image.Image
    text: str


def take(kind: Kind, number: int) -> Shot:
    """Photograph a ticket; the same number gives the same picture but for its code."""
    text = ticket_address(ADDRESS, new_code())
    return Shot(kind.spoil(draw(text), Random(f"{kind.name} {number}")), text)


def draw(text: str) -> Image.Image:
    """Draw a ticket's code with its quiet zone, one dot a module."""
    rows = qr_modules(text)
    side = len(rows) + 2 * QUIET_ZONE
    picture = Image.new("L", (side, side), PAPER)
    for y, row in enumerate(rows, QUIET_ZONE):
        for x, is_dark in enumerate(row, QUIET_ZONE):
            if is_dark:
                picture.putpixel((x, y), INK)
    return picture


def scale(code: Image.Image, side: float) -> Image.Image:
    """Enlarge a code to a side of so many dots."""
    return code.resize((round(side), round(side)), Image.Resampling.NEAREST)


def hold(code: Image.Image, chance: Random, *, angle: float = 8) -> Image.Image:
    """Hold a code before a wall, not quite straight and not quite in the middle."""
    turned = chance.uniform(-angle, angle)
    paper = code.rotate(turned, Image.Resampling.BICUBIC, expand=True)
    mask = Image.new("L", code.size, 255).rotate(turned, expand=True)
    frame = Image.new("L", (SIDE, SIDE), WALL)
    spare = (SIDE - paper.width) // 2
    left, top = (spare + chance.randint(-20, 20) for _ in range(2))
    frame.paste(paper, (left, top), mask)
    return frame


def plain(code: Image.Image, chance: Random) -> Image.Image:
    """Take a good picture of a good print."""
    return hold(scale(code, chance.uniform(320, 420)), chance)


def blurred(least: float, most: float) -> Spoil:
    """Be out of focus by so many modules."""

    def spoil(code: Image.Image, chance: Random) -> Image.Image:
        module = 360 / code.width
        return hold(scale(code, 360), chance).filter(
            ImageFilter.GaussianBlur(module * chance.uniform(least, most))
        )

    return spoil


def tilted(least: float, most: float) -> Spoil:
    """Look at the ticket from the side, by so many degrees."""

    def spoil(code: Image.Image, chance: Random) -> Image.Image:
        angle = math.radians(chance.uniform(least, most)) * chance.choice((-1, 1))
        return plain(code, chance).transform(
            (SIDE, SIDE),
            Image.Transform.PERSPECTIVE,
            seen_from(angle, distance=SIDE * 1.5),
            Image.Resampling.BICUBIC,
            fillcolor=WALL,
        )

    return spoil


def seen_from(angle: float, *, distance: float) -> list[float]:
    """Compute what turns the picture about its upright middle line, as Pillow wants it."""
    middle, sine, cosine = SIDE / 2, math.sin(angle), math.cos(angle)
    whole = distance * cosine + middle * sine
    shift = middle * (whole - distance)
    first = [distance - middle * sine, 0, shift]
    second = [-middle * sine, distance * cosine, middle**2 * sine]
    return [value / whole for value in (*first, *second, -sine, 0)]


def pale(code: Image.Image, chance: Random) -> Image.Image:
    """Leave little between ink and paper."""
    dark, span = chance.uniform(90, 120), chance.uniform(40, 60)
    return plain(code, chance).point(lambda value: round(dark + value * span / 255))


def torn(code: Image.Image, chance: Random) -> Image.Image:
    """Tear off the corner that holds none of the three large squares."""
    large = scale(code, 380)
    cut = 380 * chance.uniform(0.2, 0.32)
    ImageDraw.Draw(large).polygon([(380, 380 - cut), (380, 380), (380 - cut, 380)], fill=WALL)
    return hold(large, chance)


def inverted(code: Image.Image, chance: Random) -> Image.Image:
    """Show light on dark, as a screen in dark mode may."""
    return plain(ImageChops.invert(code), chance)


def small(least: float, most: float) -> Spoil:
    """Be far away: so many of the camera's dots a module."""

    def spoil(code: Image.Image, chance: Random) -> Image.Image:
        large = hold(scale(code, 400), chance)
        share = code.width * chance.uniform(least, most) / 400
        far = large.resize((round(SIDE * share),) * 2, Image.Resampling.BOX)
        frame = Image.new("L", (SIDE, SIDE), WALL)
        frame.paste(far, ((SIDE - far.width) // 2,) * 2)
        return noisy(frame, chance, 10)

    return spoil


def thermal(code: Image.Image, chance: Random) -> Image.Image:
    """Print black on white on a till's printer, of 203 dots an inch."""
    return printed(code.point(lambda value: 255 if value == PAPER else 0), chance)


def printed(code: Image.Image, chance: Random) -> Image.Image:
    """Print with one bit a dot, ink that bleeds and dots that are dead; greys become patterns."""
    dots = DOTS_PER_MILLIMETRE * chance.uniform(18, 25) * code.width / (code.width - 8)
    paper = scale(code, dots).convert("1").convert("L")
    for right, down in ((1, 0), (0, 1)):
        paper = ImageChops.darker(paper, ImageChops.offset(paper, right, down))
    line = ImageDraw.Draw(paper)
    for _ in range(chance.randint(0, 2)):
        at = chance.randrange(paper.width)
        line.line([(at, 0), (at, paper.height)], fill=255)
    photographed = paper.resize((chance.randint(320, 420),) * 2, Image.Resampling.BICUBIC)
    return hold(photographed, chance).filter(ImageFilter.GaussianBlur(1))


def glaring(code: Image.Image, chance: Random) -> Image.Image:
    """Reflect a lamp somewhere on the ticket."""
    picture = plain(code, chance)
    size = chance.randint(120, 220), chance.randint(80, 160)
    lamp = ImageChops.invert(Image.radial_gradient("L")).resize(size)
    light = Image.new("L", (SIDE, SIDE), 0)
    light.paste(
        lamp.point(lambda value: min(255, value * 2)),
        (chance.randint(200, 400), chance.randint(200, 400)),
    )
    return ImageChops.screen(picture, light)


def on_a_screen(code: Image.Image, chance: Random) -> Image.Image:
    """Photograph a screen: its own dots beat with the camera's."""
    picture = hold(scale(code, chance.uniform(320, 420)), chance)
    for turned in (chance.uniform(-4, 4), 90 + chance.uniform(-4, 4)):
        picture = ImageChops.multiply(picture, stripes(chance.uniform(2.2, 6), turned))
    return noisy(picture.point(lambda value: min(255, round(value * 1.6))), chance, 12)


def stripes(period: float, turned: float) -> Image.Image:
    """Draw waves from dark to light, as far apart as the period tells."""
    wide = 2 * SIDE
    wave = (170 + 80 * math.sin(2 * math.pi * x / period) for x in range(wide))
    row = Image.frombytes("L", (wide, 1), bytes(round(value) for value in wave))
    turned_waves = row.resize((wide, wide)).rotate(turned, Image.Resampling.BICUBIC)
    return turned_waves.crop((SIDE // 2, SIDE // 2, SIDE // 2 + SIDE, SIDE // 2 + SIDE))


def dim(code: Image.Image, chance: Random) -> Image.Image:
    """Have little light, and so a grainy picture."""
    dark = plain(code, chance).point(lambda value: round(25 + value * 0.35))
    return noisy(dark, chance, 20)


def noisy(picture: Image.Image, chance: Random, strength: int) -> Image.Image:
    """Add grain."""
    grain = Image.frombytes("L", picture.size, chance.randbytes(picture.width * picture.height))
    weak = grain.point(lambda value: 128 + round((value - 128) * strength / 128))
    return ImageChops.add(picture, weak, offset=-128)


MILD = (
    Kind(name="good print", spoil=plain, floor=100),
    Kind(name="a little out of focus", spoil=blurred(0.1, 0.3), floor=95),
    Kind(name="tilted by 15 to 35 degrees", spoil=tilted(15, 35), floor=95),
    Kind(name="low contrast", spoil=pale, floor=95),
    Kind(name="torn corner", spoil=torn, floor=90),
    Kind(name="dark mode", spoil=inverted, floor=95),
    Kind(name="small, 3 to 5 dots a module", spoil=small(3, 5), floor=95),
    Kind(name="thermal print, 203 dpi", spoil=thermal, floor=90),
)
HARD = (
    Kind(name="thermal print, 203 dpi, of greys", spoil=printed),
    Kind(name="far out of focus", spoil=blurred(0.4, 0.7)),
    Kind(name="tilted by 45 to 60 degrees", spoil=tilted(45, 60)),
    Kind(name="tiny, 1.6 to 2.4 dots a module", spoil=small(1.6, 2.4)),
    Kind(name="glare", spoil=glaring),
    Kind(name="moiré of a screen", spoil=on_a_screen),
    Kind(name="little light", spoil=dim),
)
