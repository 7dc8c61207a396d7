"""What a test does where a part of the set-up is missing."""

import os
from typing import NoReturn

import pytest


def miss(part: str) -> NoReturn:
    """Fail where everything must be there; elsewhere skip, and say what is missing."""
    if os.environ.get("CI"):
        pytest.fail(part)
    pytest.skip(part)
