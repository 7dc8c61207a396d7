import gzip
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]

TEXTS = ["css/app.css", "css/theme.css"]


def fetch(client, app, name, encoding="gzip"):
    path = f"{app.static_url_path}/{name}"
    return client.get(path, headers={"Accept-Encoding": encoding}, buffered=True)


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_goes_out_compressed_and_is_kept_for_long(client, app, name):
    answer = fetch(client, app, name)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.data) == (ROOT / "static" / name).read_bytes()
    assert "max-age=31536000" in answer.headers["Cache-Control"]


def test_a_font_goes_out_as_it_is(client, app):
    name = "fonts/ibm-plex-sans-latin-400-normal.woff2"
    answer = fetch(client, app, name)
    assert "Content-Encoding" not in answer.headers
    assert answer.data == (ROOT / "static" / name).read_bytes()


def test_who_takes_no_compression_gets_none(client, app):
    answer = fetch(client, app, TEXTS[0], encoding="identity")
    assert answer.data == (ROOT / "static" / TEXTS[0]).read_bytes()
