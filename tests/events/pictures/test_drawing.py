"""What is uploaded is drawn anew: nothing of a file goes out but what can be seen."""

from io import BytesIO

import pytest
from hypothesis import given, settings, strategies as st
from PIL import Image

from eventsys.events.pictures.drawing import draw_anew
from eventsys.events.pictures.errors import UnusablePicture
from eventsys.events.pictures.rules import LARGEST_FILE, MOST_PIXELS, PictureSize, Unusable
from tests.pictures import (
    GIF,
    GPS_INFO,
    HTML,
    SECRET,
    SVG,
    bomb,
    moving,
    picture_file,
    with_a_place,
)

RED = (254, 0, 0)
LARGE, SMALL = PictureSize.LARGE, PictureSize.SMALL


def opened(drawing):
    return Image.open(BytesIO(drawing.content))


def reason_for(content):
    with pytest.raises(UnusablePicture) as refused:
        draw_anew(content)
    return refused.value.reason


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_each_kind_that_is_taken_becomes_a_jpeg_of_ours_in_two_sizes(kind):
    drawn = draw_anew(picture_file(kind, (2000, 1000), quality=95))
    sizes = {size: (each.width, each.height) for size, each in drawn.items()}
    assert sizes == {LARGE: (1600, 800), SMALL: (640, 320)}
    for each in drawn.values():
        picture = opened(each)
        assert (picture.format, picture.size) == ("JPEG", (each.width, each.height))
        assert all(abs(a - b) < 6 for a, b in zip(picture.getpixel((5, 5)), RED, strict=True))


def test_a_small_picture_is_not_blown_up():
    assert {each.width for each in draw_anew(picture_file(size=(90, 60))).values()} == {90}


def test_where_and_by_whom_a_picture_was_taken_stays_behind():
    content = with_a_place()
    assert Image.open(BytesIO(content)).getexif().get_ifd(GPS_INFO)
    assert SECRET.encode() in content
    for each in draw_anew(content).values():
        picture = opened(each)
        assert dict(picture.getexif()) == {}
        assert {"exif", "comment", "icc_profile"} & picture.info.keys() == set()
        assert SECRET.encode() not in each.content


def test_a_picture_that_lies_on_its_side_is_put_upright():
    drawn = draw_anew(with_a_place())[LARGE]
    assert (drawn.width, drawn.height) == (60, 90)
    assert opened(drawn).getpixel((30, 5))[0] > 240
    assert opened(drawn).getpixel((30, 85))[0] < 15


@pytest.mark.parametrize(
    ("mode", "shade"), [("RGBA", 255), ("LA", 255), ("L", 0), ("1", 0), ("I;16", 0), ("P", 0)]
)
def test_pictures_of_every_mode_are_drawn_on_white(mode, shade):
    drawn = draw_anew(picture_file("PNG", mode=mode))[SMALL]
    assert opened(drawn).getpixel((5, 5)) == (shade, shade, shade)


def test_a_grey_picture_of_16_bits_keeps_its_shades():
    file = BytesIO()
    Image.new("I;16", (9, 9), 128 * 256).save(file, "PNG")
    assert abs(opened(draw_anew(file.getvalue())[SMALL]).getpixel((4, 4))[0] - 128) < 3


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Unusable.EMPTY),
        (bytes(LARGEST_FILE + 1), Unusable.TOO_LARGE),
        (SVG, Unusable.NOT_A_PICTURE),
        (HTML, Unusable.NOT_A_PICTURE),
        (GIF, Unusable.NOT_A_PICTURE),
        (b"<?php echo 1; ?>", Unusable.NOT_A_PICTURE),
        (picture_file("GIF"), Unusable.NOT_A_PICTURE),
        (picture_file("TIFF"), Unusable.NOT_A_PICTURE),
        (picture_file("JPEG", (400, 300))[:900], Unusable.UNREADABLE),
        (picture_file("PNG", (400, 300))[:-60], Unusable.UNREADABLE),
        (bomb(), Unusable.TOO_MANY_PIXELS),
        (bomb(8_000), Unusable.TOO_MANY_PIXELS),
        (moving("PNG"), Unusable.MOVING),
        (moving("WEBP"), Unusable.MOVING),
    ],
)
def test_what_is_no_picture_of_ours_is_refused_by_its_content(content, reason):
    assert reason_for(content) is reason


def test_the_largest_picture_is_taken_and_one_line_more_is_not():
    assert draw_anew(picture_file("PNG", (4000, MOST_PIXELS // 4000), "L"))[SMALL].width == 640
    assert reason_for(picture_file("PNG", (4000, MOST_PIXELS // 4000 + 1), "L")) is (
        Unusable.TOO_MANY_PIXELS
    )


def test_a_script_hidden_behind_a_picture_is_gone():
    hidden = picture_file("JPEG") + HTML
    assert all(b"script" not in each.content for each in draw_anew(hidden).values())


WHOLE = [picture_file(kind, (40, 30)) for kind in ("JPEG", "PNG", "WEBP")]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(WHOLE), st.lists(st.tuples(st.integers(0), st.integers(0, 255)), max_size=9))
def test_a_damaged_file_is_drawn_or_refused_but_never_a_fault(content, damages):
    damaged = bytearray(content)
    for place, value in damages:
        damaged[place % len(damaged)] = value
    try:
        drawn = draw_anew(bytes(damaged))
    except UnusablePicture:
        return
    assert {*drawn} == {*PictureSize}
