"""The API as a phone at the gate meets it: each test lays down what it answers, if it does."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page, Route

Json = dict[str, Any]

NOW = "2027-06-05T11:00:00Z"
PAIRING_CODE = "PAIR-ME22"
FIRST = {"at": "2027-06-05T10:02:00Z", "gate": "Syd"}
NO_COVERAGE = "Failed to load resource"  # what Chromium writes about each of our failures


@dataclass
class PhoneApi:
    """Answers as the contract says; notes what it was sent, also where its answer is lost."""

    verdicts: dict[str, str] = field(default_factory=dict)
    role: str = "scan"
    gates: list[str] = field(default_factory=lambda: ["Nord", "Syd"])
    unused_codes: set[str] = field(default_factory=lambda: {PAIRING_CODE})
    down: bool = False
    silent: bool = False
    loses_answers: bool = False
    refusal: tuple[int, str] | None = None
    scans: dict[str, Json] = field(default_factory=dict)
    tallies: dict[str, Json] = field(default_factory=dict)
    headcounts: dict[str, Json] = field(default_factory=dict)
    deliveries: list[str] = field(default_factory=list)
    first: Json = field(default_factory=lambda: FIRST)
    paired: int = 0
    inside: int | None = 120

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
        status, body = self.decide(route.request.url.rpartition("/")[2], route.request.post_data)
        if self.loses_answers:
            route.abort("connectionreset")
            return
        route.fulfill(status=status, content_type="application/json", body=json.dumps(body))

    def decide(self, name: str, data: str | None) -> tuple[int, Json]:
        """Decide on the answer to a request."""
        body = json.loads(data or "{}")
        if name == "devices":
            return self.pair(body)
        if self.refusal:
            status, code = self.refusal
            return status, refusal(code)
        if name == "inside":
            return 200, {"as_of": NOW, "inside": self.inside, "capacity": 500}
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
        verdict = self.verdicts.get(scan["code"], "unknown")
        before = [each["scan_id"] for each in self.scans.values() if each["code"] == scan["code"]]
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


def numbered(items: list[Json], take: Callable[[Json], Json]) -> list[Json]:
    """Answer each item in order."""
    return [{"index": index} | take(item) for index, item in enumerate(items)]


def refusal(code: str) -> Json:
    """Write a refusal."""
    return {"code": code, "message": "", "fields": {}, "retryable": False, "ref": "r"}
