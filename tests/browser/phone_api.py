"""The API as a phone at the gate meets it: each test lays down what it answers, if it does."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Error, Page, Route

from eventsys.core.codes import read_code
from eventsys.registration.tickets.rules import roster_hash, roster_short

Json = dict[str, Any]

NOW = "2027-06-05T11:00:00Z"
PAIRING_CODE = "PAIR-ME22"
FIRST = {"at": "2027-06-05T10:02:00Z", "gate": "Syd"}
SALT = "AAECAwQFBgcICQoLDA0ODw"
OCCASION = {"no": 1, "starts_at": "2027-06-05T10:00:00Z", "ends_at": "2027-06-05T16:00:00Z"}
# What Chromium writes about each of our failures, and when it looks for a new edition in vain.
NO_COVERAGE = ("Failed to load resource", "An unknown error occurred when fetching the script")


def ticket(
    code: str, short_code: str = "22222222", *, state: str = "valid", flags: int = 0, **more: Any
) -> Json:
    """Write a ticket as the list of tickets tells it."""
    return {
        "hash": roster_hash(SALT, code),
        "short": roster_short(SALT, short_code),
        "category": "adult",
        "state": state,
        "in": [],
        "flags": flags,
    } | more


@dataclass
class TicketList:
    """The list of tickets, told in pages: what was added later comes with a later cursor."""

    tickets: list[Json] = field(default_factory=list)
    reentry: bool = False
    unknown: str = "amber"
    occasions: list[Json] = field(default_factory=lambda: [OCCASION])
    page: int = 2000
    asked: list[str] = field(default_factory=list)

    def tell(self, after: str) -> Json:
        """Tell the tickets behind a cursor."""
        self.asked.append(after)
        start = int(after or 0)
        told = self.tickets[start : start + self.page]
        return {
            "cursor": str(start + len(told)),
            "more": start + len(told) < len(self.tickets),
            "salt": SALT,
            "reentry": self.reentry,
            "unknown": self.unknown,
            "occasions": self.occasions,
            "tickets": told,
        }


@dataclass
class PhoneApi:
    """Answers as the contract says; notes what it was sent, also where its answer is lost."""

    verdicts: dict[str, str] = field(default_factory=dict)
    role: str = "scan"
    gates: list[str] = field(default_factory=lambda: ["Nord", "Syd"])
    unused_codes: set[str] = field(default_factory=lambda: {PAIRING_CODE})
    down: bool = False
    silent: bool = False
    delay_ms: int = 0
    loses_answers: bool = False
    refusal: tuple[int, str] | None = None
    scans: dict[str, Json] = field(default_factory=dict)
    tallies: dict[str, Json] = field(default_factory=dict)
    headcounts: dict[str, Json] = field(default_factory=dict)
    deliveries: list[str] = field(default_factory=list)
    first: Json = field(default_factory=lambda: FIRST)
    paired: int = 0
    inside: int | None = 120
    listed: TicketList | None = None

    def serve(self, page: Page) -> None:
        """Answer what a page asks."""
        page.route("**/api/v1/*", self.answer)

    def answer(self, route: Route) -> None:
        """Answer one request, or fail as the test wants it."""
        if self.silent:
            return
        if self.down:
            route.abort("internetdisconnected")
            return
        name, _, query = route.request.url.rpartition("/")[2].partition("?")
        if name == "roster" and self.listed is None:
            route.fulfill(status=304)
            return
        status, body = self.decide(name, route.request.post_data, query.removeprefix("after="))
        if self.delay_ms:
            with suppress(Error):  # the test is over
                route.request.frame.page.wait_for_timeout(self.delay_ms)
        if self.loses_answers:
            route.abort("connectionreset")
            return
        route.fulfill(status=status, content_type="application/json", body=json.dumps(body))

    def decide(self, name: str, data: str | None, after: str = "") -> tuple[int, Json]:
        """Decide on the answer to a request."""
        body = json.loads(data or "{}")
        if name == "devices":
            return self.pair(body)
        if self.refusal:
            status, code = self.refusal
            return status, refusal(code)
        if name == "inside":
            return 200, {"as_of": NOW, "inside": self.inside, "capacity": 500}
        if name == "roster" and self.listed is not None:
            return 200, self.listed.tell(after)
        take = {
            "scans": self.take_scan,
            "tallies": self.take_tally,
            "headcounts": self.take_head_count,
        }[name]
        return 200, {"server_time": NOW, "results": numbered(body[name], take)}

    def pair(self, body: Json) -> tuple[int, Json]:
        """Pair a phone by a code that is good for one."""
        if body["pairing_code"] not in self.unused_codes:
            return 404, refusal("E_PAIRING")
        self.unused_codes.discard(body["pairing_code"])
        self.paired += 1
        return 201, {
            "token": f"token-{self.paired}",
            "device": {"id": f"device-{self.paired}", "label": "Nord 1", "role": self.role},
            "event": {"slug": "international-dag", "title": "International Dag ved søerne"},
            "gates": self.gates,
            "valid_until": "2027-06-07T00:00:00Z",
            "server_time": NOW,
        }

    def take_scan(self, scan: Json) -> Json:
        """Store a scan and judge it."""
        self.deliveries.append(scan["scan_id"])
        known = scan["scan_id"] in self.scans
        verdict = self.judge(scan)
        self.scans[scan["scan_id"]] = scan
        return {
            "scan_id": scan["scan_id"],
            "state": "same" if known else "new",
            "verdict": verdict,
            "occasion": 1,
            "first": self.first if verdict == "already-in" else None,
        }

    def judge(self, scan: Json) -> str:
        """Give the verdict laid down for a code; a ticket is admitted by its first scan alone."""
        verdict = next(
            (told for text, told in self.verdicts.items() if read_by(scan) in names_of(text)),
            "unknown",
        )
        before = [each["scan_id"] for each in self.scans.values() if read_by(each) == read_by(scan)]
        if verdict == "admitted" and before and before[0] != scan["scan_id"]:
            return "already-in"
        return verdict

    def take_tally(self, tally: Json) -> Json:
        """Store a tally."""
        known = tally["tally_id"] in self.tallies
        self.tallies[tally["tally_id"]] = tally
        return {"tally_id": tally["tally_id"], "state": "same" if known else "new"}

    def take_head_count(self, count: Json) -> Json:
        """Store a head count."""
        known = count["headcount_id"] in self.headcounts
        self.headcounts[count["headcount_id"]] = count
        return {"headcount_id": count["headcount_id"], "state": "same" if known else "new"}


def read_by(scan: Json) -> str:
    """Tell what a scan has read, as it names it."""
    name: str = scan.get("code") or scan["code_hash"]
    return name


def names_of(text: str) -> set[str]:
    """Give the names under which a scan may tell of a text."""
    value = read_code(text).value
    return {text, value, roster_hash(SALT, value)}


def numbered(items: list[Json], take: Callable[[Json], Json]) -> list[Json]:
    """Answer each item in order."""
    return [{"index": index} | take(item) for index, item in enumerate(items)]


def refusal(code: str) -> Json:
    """Write a refusal."""
    return {"code": code, "message": "", "fields": {}, "retryable": False, "ref": "r"}
