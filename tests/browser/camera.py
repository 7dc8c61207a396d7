"""What Chromium's fake camera shows: a film of one picture, written without any tool."""

from pathlib import Path

from PIL import Image

WIDTH, HEIGHT = 640, 480
FRAMES = 10


def film(path: Path, picture: Image.Image, *, share: float = 0.7) -> Path:
    """Write a film (Y4M) that shows a picture on grey, as large as the share of its height."""
    side = int(HEIGHT * share)
    shown = picture.convert("L").resize((side, side), Image.Resampling.NEAREST)
    frame = Image.new("L", (WIDTH, HEIGHT), 128)
    frame.paste(shown, ((WIDTH - side) // 2, (HEIGHT - side) // 2))
    colourless = bytes([128]) * (WIDTH * HEIGHT // 2)
    with path.open("wb") as file:
        file.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg\n".encode())
        for _ in range(FRAMES):
            file.write(b"FRAME\n" + frame.tobytes() + colourless)
    return path


def flags_for(path: Path) -> list[str]:
    """Tell how Chromium is started so that its camera shows a film."""
    return [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={path}",
    ]
