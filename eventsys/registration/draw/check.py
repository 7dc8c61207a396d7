"""Draw the lots of a record again: python check.py record.json. It needs nothing but Python."""

import hmac
import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

Record = dict[str, Any]


def draw_again(record: Record) -> list[list[Any]]:
    """Give key and place of each entrant, as they come out of the seed."""
    seed, left = record["seed"].encode(), dict(record["places"])
    ended, result = set[str](), list[list[Any]]()

    def lot(each: Record) -> tuple[bool, str]:
        return each["repeat"], hmac.new(seed, each["key"].encode(), sha256).hexdigest()

    for each in sorted(record["entrants"], key=lot):
        date = str(each["date"])
        fits = date not in ended and each["size"] <= left[date]
        if fits:
            left[date] -= each["size"]
        elif record["waitlist_order"] == "first":
            ended.add(date)
        result.append([each["key"], fits])
    return result


def digest(record: Record) -> str:
    """Give the digest of the list of entrants."""
    lines = [f"{e['key']} {e['size']} {e['date']} {int(e['repeat'])}\n" for e in record["entrants"]]
    return sha256("".join(sorted(lines)).encode()).hexdigest()


if __name__ == "__main__":
    read = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    is_same = draw_again(read) == [[e["key"], e["place"]] for e in read["entrants"]]
    is_right = is_same and digest(read) == read["entrants_digest"]
    sys.stdout.write("The result is right.\n" if is_right else "The result is WRONG.\n")
