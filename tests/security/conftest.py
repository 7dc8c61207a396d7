"""What the tests of security start from: citizens' forms, and signed-in browsers."""

from tests.web.conftest import organiser_client, signed_in
from tests.web.public.conftest import publish, register

__all__ = ["organiser_client", "publish", "register", "signed_in"]
