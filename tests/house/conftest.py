"""What the tests of the house share with those of pages."""

from tests.web.conftest import signed_in

__all__ = ["signed_in"]
