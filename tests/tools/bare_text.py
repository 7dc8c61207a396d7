"""Find words for people that stand outside gettext, so that nobody could translate them."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from jinja2 import Environment, nodes

# Attributes that people read or hear.
SPOKEN = {"alt", "aria-description", "aria-label", "label", "placeholder", "title"}
SILENT = ("script", "style")
GETTEXT = {"_", "gettext", "ngettext", "pgettext", "npgettext"}
VALUE = "\N{OBJECT REPLACEMENT CHARACTER}"  # stands where a template puts in a value
WORD = re.compile(r"[^\W\d_]{2,}")
# A sentence or a name for people, unlike a class, an address or a type: `Save`, `go back`.
FOR_PEOPLE = re.compile(r"^[^\W\d_a-z][^\W\d_]|[^\W\d_]{2,} [^\W\d_]")
ENVIRONMENT = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)


def bare_texts_of(source: str, *, is_page: bool) -> list[str]:
    """List the words for people that a template says without gettext."""
    tree = ENVIRONMENT.parse(source)
    drawn = "".join(drawn_by(tree))
    texts = Reader.texts_of(drawn) if is_page else [drawn]
    said = [text for text in texts if WORD.search(text)]
    return [" ".join(text.replace(VALUE, " ").split()) for text in said] + list(told_by(tree))


def drawn_by(tree: nodes.Node) -> Iterator[str]:
    """Draw what a template writes itself, in order, with a mark for each value."""
    for output in tree.find_all(nodes.Output):
        for part in output.nodes:
            yield part.data if isinstance(part, nodes.TemplateData) else VALUE


def told_by(node: nodes.Node) -> Iterator[str]:
    """List the words for people that expressions hold, such as arguments of macros."""
    for child in node.iter_child_nodes():
        is_translated = isinstance(child, nodes.Call) and getattr(child.node, "name", "") in GETTEXT
        if is_translated or isinstance(child, nodes.Compare):  # what is compared is not shown
            continue
        if isinstance(child, nodes.Const) and isinstance(child.value, str):
            yield from Reader.texts_of(child.value) if "<" in child.value else told_in(child.value)
        yield from told_by(child)


def told_in(text: str) -> list[str]:
    """Tell whether a string of an expression is for people: the string, or nothing."""
    return [text] if FOR_PEOPLE.search(text) else []


class Reader(HTMLParser):
    """Reads a page as people do: its text, and the attributes that are shown or spoken."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.silent = 0

    @classmethod
    def texts_of(cls, page: str) -> list[str]:
        """List what people read of a page."""
        reader = cls()
        reader.feed(page)
        reader.close()
        return [text for text in reader.texts if WORD.search(text)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the attributes that people read."""
        self.silent += tag in SILENT
        self.texts += [value for name, value in attrs if value and name in SPOKEN]

    def handle_endtag(self, tag: str) -> None:
        """Listen again after a script or a style."""
        self.silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        """Keep the text that people read."""
        if not self.silent:
            self.texts.append(data)


def labels_of(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """List the labels that forms give their fields as they are, each with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Field") and node.args:
            label = node.args[0]
            if isinstance(label, ast.Constant) and WORD.search(str(label.value)):
                yield str(label.value), node.lineno


def asked_of_gettext(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """List what code gives to gettext, each with its line; what is no constant as its source."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {*GETTEXT, "_l"} and node.args:
            text = node.args[0]
            said = text.value if isinstance(text, ast.Constant) else ast.unparse(text)
            yield str(said), node.lineno
