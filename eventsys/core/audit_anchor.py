"""The anchor of the audit log: its newest link, in a file of the installation."""

from pathlib import Path

from eventsys.core.audit_chain import START, Anchor

FILE_NAME = "audit-anchor"


def read_anchor(instance: Path) -> Anchor:
    """Read what was written down last; the chain's start where nothing was, or nothing legible."""
    path = instance / FILE_NAME
    if not path.exists():
        return START
    number, _, chain_hash = path.read_text(encoding="ascii", errors="replace").partition(" ")
    return Anchor(int(number) if number.isdecimal() else -1, chain_hash.strip())


def lay_aside(instance: Path, anchor: Anchor) -> Path:
    """Keep an anchor that the database lacks under another name, as evidence; give the file."""
    kept = instance / f"{FILE_NAME}-{anchor.number}"
    (instance / FILE_NAME).replace(kept)
    return kept


def write_anchor(instance: Path, anchor: Anchor) -> None:
    """Write down the newest link; a crash leaves the old file or the new one."""
    beside = instance / f"{FILE_NAME}.new"
    beside.write_text(f"{anchor.number} {anchor.chain_hash}\n", encoding="ascii")
    beside.replace(instance / FILE_NAME)
