"""What the tests of security start from: citizens' forms, signed-in browsers, phones."""

from tests.web.account.conftest import hashed, person
from tests.web.api.world import world
from tests.web.conftest import organiser_client, signed_in
from tests.web.public.conftest import publish, register

__all__ = ["hashed", "organiser_client", "person", "publish", "register", "signed_in", "world"]
