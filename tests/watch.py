"""What happens in the database while somebody watches."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

FRAME = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA")
WRITING = ("INSERT", "UPDATE", "DELETE", "REPLACE", "TRUNCATE", "CREATE", "ALTER", "DROP")

_watched: list[list[str]] = []


@contextmanager
def watch_statements() -> Iterator[list[str]]:
    """Collect the statements that any thread sends to any database, transactions' frames aside."""
    statements: list[str] = []
    _watched.append(statements)
    try:
        yield statements
    finally:
        _watched[:] = [each for each in _watched if each is not statements]


def that_write(statements: list[str]) -> list[str]:
    """Pick the statements that change something."""
    return [statement for statement in statements if first_word(statement) in WRITING]


def untidiness_of(session: Session) -> str | None:
    """Tell what a session would lose if it ended now; None where it would lose nothing."""
    if session.new or session.dirty or session.deleted:
        return f"unsaved: {[*session.new, *session.dirty, *session.deleted]}"
    return "flushed but not committed" if session.info.get("flushed") else None


@event.listens_for(Engine, "before_cursor_execute")
def _collect(_connection, _cursor, statement, _parameters, _context, _executemany):
    if _watched and first_word(statement) not in FRAME:
        for statements in _watched:
            statements.append(statement)


@event.listens_for(Session, "after_flush")
def _note_flush(session, _context):
    session.info["flushed"] = True


@event.listens_for(Session, "after_commit")
@event.listens_for(Session, "after_soft_rollback")
def _forget_flush(session, *_):
    session.info.pop("flushed", None)


def first_word(statement: str) -> str:
    """Tell a statement's verb."""
    return statement.split(None, 1)[0].upper()
