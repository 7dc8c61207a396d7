"""A script that tries to find out who gave which answer, from all that the database holds.

It knows more than it should: which answers each person gave, to tell whether it guessed right, and
for the physical order also in which order the links were used, as a proxy's log would tell it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

PAGE = 4096
INVITES = "SELECT * FROM survey_invite"
RESPONSES = "SELECT * FROM survey_response"
GIVEN = "SELECT response_id, value FROM answer ORDER BY response_id, question_id"
ASKED = ("id", "public_id", "participant_id")

Answers = tuple[str, ...]
"""What somebody chose; no two people chose the same."""


def answers_by_response(session: Session) -> Mapping[str, Answers]:
    """Give what stands in each response."""
    found: dict[str, list[str]] = {}
    for response_id, value in session.execute(text(GIVEN)):
        found.setdefault(response_id, []).append(value)
    return {each: tuple(values) for each, values in found.items()}


def most_linked(session: Session, truth: Mapping[int, Answers]) -> int:
    """Try every way to match invitations with responses; count what the best one finds."""
    known = answers_by_response(session)
    return max(
        sum(known.get(response) == truth[person] for person, response in guess)
        for guess in guesses(session)
    )


def guesses(session: Session) -> Iterator[Sequence[tuple[int, str]]]:
    """Match by every pair of columns: what is equal, and what has the same place in order."""
    invites = rows_of(session, INVITES, "survey_invite")
    responses = rows_of(session, RESPONSES, "survey_response")
    for one, other in product(invites[0], responses[0]):
        yield equal(invites, responses, one, other)
        yield in_order(invites, responses, one, other)


def rows_of(session: Session, statement: str, table: str) -> Sequence[Mapping[str, Any]]:
    """Read a table with all that the database itself keeps of each row."""
    if session.get_bind().dialect.name == "postgresql":
        hidden = "xmin::text::bigint AS xmin, ctid::text::point AS place, *"
        statement = statement.replace("*", hidden).replace("::point", "")
        rows = [dict(row) for row in session.execute(text(statement)).mappings()]
        return [row | {"place": place_of(row["place"])} for row in rows]
    return [
        dict(row) | {"scan": number}
        for number, row in enumerate(session.execute(text(f"{statement} -- {table}")).mappings())
    ]


def place_of(ctid: str) -> tuple[int, ...]:
    """Read where PostgreSQL keeps a row: the page and the number on it."""
    return tuple(map(int, ctid.strip("()").split(",")))


def equal(
    invites: Sequence[Mapping[str, Any]],
    responses: Sequence[Mapping[str, Any]],
    one: str,
    other: str,
) -> Sequence[tuple[int, str]]:
    """Match rows that share a value with no other row."""
    return [
        (invite["participant_id"], found[0])
        for invite in invites
        for found in [[each["id"] for each in responses if each[other] == invite[one]]]
        if len(found) == 1
    ]


def in_order(
    invites: Sequence[Mapping[str, Any]],
    responses: Sequence[Mapping[str, Any]],
    one: str,
    other: str,
) -> Sequence[tuple[int, str]]:
    """Match rows that stand in the same place when both are sorted."""
    asked = sorted(invites, key=lambda row: (str(type(row[one])), row[one]))
    came = sorted(responses, key=lambda row: (str(type(row[other])), row[other]))
    return [
        (invite["participant_id"], response["id"])
        for invite, response in zip(asked, came, strict=False)
    ]


def kept_in_order(session: Session, used: Sequence[Answers], file: Path | None) -> float:
    """Tell how much of the order in which links were used shows in where responses lie.

    1 is all of it, 0.5 what chance would give.
    """
    known = answers_by_response(session)
    number = {answers: index for index, answers in enumerate(used)}
    places = [(place, number[known[each]]) for each, place in lying(session, file).items()]
    pairs = [
        (one < other) == (first < second)
        for ((page, one), first), ((next_page, other), second) in combinations(places, 2)
        if page == next_page
    ]
    return sum(pairs) / len(pairs)


def lying(session: Session, file: Path | None) -> Mapping[str, tuple[int, float]]:
    """Tell where each response lies: on which page, and how soon it was laid there.

    SQLite fills a page from its end; PostgreSQL numbers rows over all pages.
    """
    if file is None:
        rows = rows_of(session, RESPONSES, "survey_response")
        return {row["id"]: (0, row["place"][0] * PAGE + row["place"][1]) for row in rows}
    content = file.read_bytes()
    cells = ((each, in_table(each).search(content)) for each in answers_by_response(session))
    found = {each: cell.start() for each, cell in cells if cell}
    return {each: (offset // PAGE, -offset) for each, offset in found.items()}


def in_table(response_id: str) -> re.Pattern[bytes]:
    """Write down how a response looks in SQLite's table; its id stands in an index too."""
    return re.compile(re.escape(response_id.encode()) + rb".{0,2}link", re.DOTALL)
