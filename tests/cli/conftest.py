"""The command as people type it, on an installation of the test's own."""

import io
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from eventsys.cli import main
from eventsys.core.settings import Settings, write_missing_secrets
from tests.settings import BASE_URL


@dataclass(frozen=True)
class Ended:
    """What a command printed, and its exit status."""

    status: int
    output: str
    errors: str


Eventsys = Callable[..., Ended]


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an installation that has secrets and nothing else."""
    folder = tmp_path / "fresh"
    write_missing_secrets(folder, {})
    monkeypatch.setenv("EVENTSYS_INSTANCE", str(folder))
    return folder


@pytest.fixture
def installation(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """An installation with all tables, named in the environment."""
    monkeypatch.setenv("EVENTSYS_INSTANCE", str(settings.instance))
    monkeypatch.setenv("EVENTSYS_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("EVENTSYS_SECRET_KEY", settings.secret_key)
    monkeypatch.setenv("EVENTSYS_PASSWORD_PEPPER", settings.password_pepper)
    monkeypatch.setenv("EVENTSYS_BASE_URL", BASE_URL)
    return settings


@pytest.fixture
def eventsys(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Eventsys:
    """Run a command as if typed: `eventsys("device pair fest", typed="…")`."""

    def run(line: str, typed: str = "") -> Ended:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        capsys.readouterr()
        status = 0
        try:
            main(shlex.split(line))
        except SystemExit as ended:
            status = int(ended.code or 0)
        printed = capsys.readouterr()
        return Ended(status, printed.out, printed.err)

    return run
