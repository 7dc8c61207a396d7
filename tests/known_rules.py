"""Addresses are compiled once for all applications of the tests: each test has one of its own."""

from collections.abc import Callable
from typing import ClassVar

from flask import Flask
from typing_extensions import override
from werkzeug.routing import Rule


class KnownRule(Rule):
    """A rule that knows how other applications' rules of the same text make their addresses.

    What makes them hangs on the text and the defaults alone; to compile it for the whole site took
    half the time in which an application is made.
    """

    known: ClassVar[dict[tuple[object, ...], Callable[..., tuple[str, str]]]] = {}

    @override
    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        key = (self.rule, tuple(self._trace), repr(self.defaults), append_unknown)
        if key not in self.known:
            self.known[key] = super()._compile_builder(append_unknown)
        return self.known[key]


def use_known_rules() -> None:
    """Let all applications that are made from now on know each other's rules."""
    Flask.url_rule_class = KnownRule
