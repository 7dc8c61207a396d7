"""The page about who may call what says what happens when everybody tries everything."""

from tests.house.tree import ROOT
from tests.permissions import document

PAGE = ROOT / "docs" / "permissions.md"


def test_the_page_of_permissions_says_what_each_role_can_do(app):
    written = PAGE.read_text(encoding="utf-8").splitlines()
    found = document(app).splitlines()
    news = [f"+ {line}" for line in found if line not in written]
    gone = [f"- {line}" for line in written if line not in found]
    assert [*gone, *news] == [], (
        "is it meant? Then run '.venv/bin/python -m tests.tools.permissions'"
    )
    assert written == found
