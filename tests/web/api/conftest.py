"""The fixtures of the API's tests; what they are made of stands in `world`."""

from tests.web.api.world import token_of, world

__all__ = ["token_of", "world"]
