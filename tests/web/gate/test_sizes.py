"""What volunteers load over a weak network stays small."""

import gzip

import pytest

from eventsys.web.gate.contents import content_of
from eventsys.web.gate.shell import SHELLS

MOST = 60_000
DECODER = "vendor/zxing-wasm/"


@pytest.mark.parametrize("page", ["scan", "count"])
def test_the_scripts_of_a_page_are_sixty_kilobytes_at_most(page):
    sizes = {
        name: len(gzip.compress(content_of(name)))
        for name in SHELLS[page]
        if name.endswith(".js") and not name.startswith(DECODER)
    }
    assert sum(sizes.values()) <= MOST, sorted(sizes.items(), key=lambda each: -each[1])
