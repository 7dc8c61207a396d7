"""Write down what the API promises by now; nothing is ever taken out."""

from pathlib import Path
from tempfile import TemporaryDirectory

from eventsys import create_app
from eventsys.web.api.openapi import document
from tests.promises import FILE, broken, promises_of
from tests.settings import make_settings


def main() -> None:
    """Add what is new; stop where something that was promised is not kept."""
    with TemporaryDirectory() as folder:
        settings = make_settings(Path(folder) / "instance", f"sqlite:///{folder}/none.sqlite")
        app = create_app(settings)
        with app.app_context():
            current = promises_of(document(app))
    lost = broken(set(FILE.read_text(encoding="utf-8").splitlines()), current)
    if lost:
        raise SystemExit("\n".join(["The API only grows. Not kept:", *sorted(lost)]))
    FILE.write_text("\n".join([*sorted(current), ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
