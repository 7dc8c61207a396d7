"""Addresses are read and compiled once for all applications of the tests: each test has its own."""

from collections.abc import Callable
from typing import Any, ClassVar

from flask import Flask
from typing_extensions import override
from werkzeug.routing import Rule

Key = tuple[object, ...]


class KnownRule(Rule):
    """A rule that knows what other applications' rules of the same text were read to.

    What reads an address and what makes one hang on the text and the defaults alone; to read and
    to compile it for the whole site took most of the time in which an application is made.
    """

    known: ClassVar[dict[Key, Callable[..., tuple[str, str]]]] = {}
    read: ClassVar[dict[Key, dict[str, Any]]] = {}

    @override
    def compile(self) -> None:
        key = (self.rule, self.subdomain, self.merge_slashes)
        if key not in self.read:
            super().compile()
            self.read[key] = {
                "_parts": self._parts,
                "_trace": self._trace,
                "_converters": self._converters,
            }
            return
        vars(self).update(self.read[key])
        self.arguments.update(self._converters)
        self._build = self._compile_builder(append_unknown=False).__get__(self, None)
        self._build_unknown = self._compile_builder(append_unknown=True).__get__(self, None)

    @override
    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        key = (self.rule, tuple(self._trace), repr(self.defaults), append_unknown)
        if key not in self.known:
            self.known[key] = super()._compile_builder(append_unknown)
        return self.known[key]


def use_known_rules() -> None:
    """Let all applications that are made from now on know each other's rules."""
    Flask.url_rule_class = KnownRule
