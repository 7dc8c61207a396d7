"""What Chromium's fake camera shows: films of pictures, written without any tool."""

from collections.abc import Sequence
from pathlib import Path

from PIL import Image

WIDTH, HEIGHT = 640, 480
FRAMES = 10


def film(path: Path, picture: Image.Image, *, share: float = 0.7) -> Path:
    """Write a film (Y4M) that shows a picture on grey, as large as the share of its height."""
    return film_of(path, [(picture, FRAMES)], share=share)


def film_of(
    path: Path, scenes: Sequence[tuple[Image.Image | None, int]], *, share: float = 0.7
) -> Path:
    """Write a film of several pictures (None: grey alone), each for so many tenths of a second.

    Chromium shows it over and over.
    """
    colourless = bytes([128]) * (WIDTH * HEIGHT // 2)
    with path.open("wb") as file:
        file.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg\n".encode())
        for picture, frames in scenes:
            frame = frame_of(picture, share)
            file.writelines([b"FRAME\n", frame, colourless] * frames)
    return path


def frame_of(picture: Image.Image | None, share: float) -> bytes:
    """Draw what the camera sees of a picture before a grey wall."""
    frame = Image.new("L", (WIDTH, HEIGHT), 128)
    if picture is not None:
        side = int(HEIGHT * share)
        shown = picture.convert("L").resize((side, side), Image.Resampling.NEAREST)
        frame.paste(shown, ((WIDTH - side) // 2, (HEIGHT - side) // 2))
    return frame.tobytes()


def flags_for(path: Path) -> list[str]:
    """Tell how Chromium is started so that its camera shows a film."""
    return [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={path}",
    ]
