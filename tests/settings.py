"""The settings that tests run under."""

from pathlib import Path
from typing import Any

from eventsys.core.settings import Settings

BASE_URL = "http://127.0.0.1:8000"


def make_settings(instance: Path, database_url: str, **changes: Any) -> Settings:
    """Make settings for an instance's folder, which is made, and a database."""
    instance.mkdir(parents=True, exist_ok=True)
    values: dict[str, Any] = {
        "instance": instance,
        "base_url": BASE_URL,
        "database_url": database_url,
        "secret_key": "a secret key of the tests, long enough for all purposes",
        "password_pepper": "a pepper of the tests, long enough for all purposes",
        "testing": True,
    }
    return Settings(**(values | changes))
