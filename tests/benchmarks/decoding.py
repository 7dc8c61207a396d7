"""How many spoilt tickets the scanner's own decoder reads, kind by kind, in Chromium."""

import base64
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from eventsys.web.gate.shell import version_of
from tests.benchmarks.figures import Figure, at_least, noted
from tests.benchmarks.pictures import HARD, MILD, Kind, Shot, take
from tests.benchmarks.stage import Stage
from tests.browser.server import serving_pages
from tests.tools.chromium import FLAGS, find_chromium

PICTURES = 40
SHORT_PICTURES = 8
TOGETHER = 10
READ = """async ([module, pictures]) => {
  const { startDecoder } = await import(module);
  const decoder = await startDecoder();
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const read = [];
  for (const picture of pictures) {
    const image = new Image();
    image.src = picture;
    await image.decode();
    canvas.width = image.width;
    canvas.height = image.height;
    context.drawImage(image, 0, 0);
    const look = (thorough) =>
      decoder.read(context.getImageData(0, 0, canvas.width, canvas.height), thorough);
    read.push((await look(false)) ?? (await look(true)));
  }
  return read;
}"""


def measure(stage: Stage) -> Iterator[Figure]:
    """Show the decoder pictures of each kind."""
    count = SHORT_PICTURES if stage.effort.rounds < 5 else PICTURES
    with (
        TemporaryDirectory() as folder,
        serving_pages(Path(folder)) as url,
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        page = browser.new_page(service_workers="block")
        page.goto(f"{url}/scan/")
        for kind in (*MILD, *HARD):
            yield judge(kind, rate_of(page, kind, count))
        browser.close()


def judge(kind: Kind, rate: float) -> Figure:
    """Hold a rate against the floor of its kind."""
    if kind.floor is None:
        return noted(kind.name, rate, " %")
    return at_least(kind.name, rate, kind.floor, " %")


def rate_of(page: Page, kind: Kind, count: int) -> float:
    """Tell how many per cent of so many pictures were read; a text read wrong is an error."""
    shots = [take(kind, number) for number in range(count)]
    texts: list[str | None] = []
    for start in range(0, count, TOGETHER):
        texts += read(page, shots[start : start + TOGETHER])
    pairs = list(zip(texts, shots, strict=True))
    wrong = [text for text, shot in pairs if text not in {None, shot.text}]
    if wrong:
        raise AssertionError(f"{kind.name}: read as {wrong}")
    return 100 * sum(text == shot.text for text, shot in pairs) / count


def read(page: Page, shots: Sequence[Shot]) -> list[str | None]:
    """Let the decoder on a page of the scanner read pictures."""
    module = f"/scan/{version_of('scan')}/js/gate/decode.js"
    found: list[str | None] = page.evaluate(READ, [module, [address_of(shot) for shot in shots]])
    return found


def address_of(shot: Shot) -> str:
    """Write a picture as an address that holds it."""
    file = BytesIO()
    shot.picture.save(file, "PNG", compress_level=1)
    return f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}"
