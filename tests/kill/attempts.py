"""What clients ask of a server that may die at any moment, and what they may hold it to."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlencode

from tests.kill.held import Family, Held

PATIENCE_IN_SECONDS = 30
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
NO_PLACE = 409


@dataclass(frozen=True)
class Answer:
    """What a server said, whole."""

    status: int
    body: Any

    @property
    def is_yes(self) -> bool:
        """Tell whether it did what it was asked for."""
        return self.status < 400


@dataclass(kw_only=True)
class Attempt:
    """One request, whose repetition asks for the same; without an answer nobody knows."""

    path: str
    headers: dict[str, str]
    was_sent: bool = False
    answer: Answer | None = None

    @property
    def content(self) -> bytes:
        """Write what is sent."""
        raise NotImplementedError

    @property
    def is_acknowledged(self) -> bool:
        """Tell whether the client was told that it is done."""
        return self.answer is not None and self.answer.is_yes

    def send(self, connection: HTTPConnection) -> Answer | None:
        """Ask, and hear the answer; None where none came."""
        self.was_sent = True
        try:
            connection.request("POST", self.path, self.content, self.headers)
            response = connection.getresponse()
            text = response.read()
        except (OSError, HTTPException):
            return None
        is_json = response.headers.get_content_type() == JSON
        return Answer(response.status, json.loads(text) if is_json else None)

    def send_again(self, connection: HTTPConnection, held: Held) -> list[str]:
        """Repeat it to the server that came back; tell what is wrong with the answer."""
        again = self.send(connection)
        if again is None or again.status >= 500:
            return [f"{self}: repeated, and answered by {again}"]
        faults = self.faults_of_repetition(again, held)
        if again.is_yes:
            self.answer = again
        return faults

    def faults_of_repetition(self, again: Answer, held: Held) -> list[str]:
        """Tell what is wrong with an answer, given what was held before it was repeated."""
        raise NotImplementedError

    def faults(self, held: Held) -> list[str]:
        """Tell how what is held breaks what was acknowledged, or is half of what was asked."""
        raise NotImplementedError


@dataclass(kw_only=True)
class Registering(Attempt):
    """Somebody asks for places, under an address that nobody else has."""

    email: str
    names: Sequence[str]

    @property
    def content(self) -> bytes:
        """Write what is asked for."""
        contact = {"name": "Amina Khan", "channel": "email", "email": self.email}
        people = [{"name": name} for name in self.names]
        return json.dumps({"contact": contact, "language": "da", "participants": people}).encode()

    def faults_of_repetition(self, again: Answer, held: Held) -> list[str]:
        """Expect the same registration; where none was made, a new one or a clear refusal."""
        is_stored = self.email in held.families
        expected = {200} if is_stored else {201, NO_PLACE}
        faults = []
        if again.status not in expected:
            faults.append(f"{self.email}: stored is {is_stored}, and repeated gives {again}")
        if self.answer is not None and self.answer.is_yes and again.body != self.answer.body:
            faults.append(f"{self.email}: answered {self.answer}, and repeated {again}")
        if again.status == NO_PLACE and again.body["code"] != "E_FULL":
            faults.append(f"{self.email}: refused by {again}")
        return faults

    def faults(self, held: Held) -> list[str]:
        """Expect all of it, with the tickets that were shown, or nothing."""
        families = held.families.get(self.email, [])
        if not families:
            return [f"{self.email}: acknowledged and gone"] if self.is_acknowledged else []
        shown = self.answer if self.is_acknowledged else None
        whole = Family(
            reference=shown.body["reference"] if shown else families[0].reference,
            names=tuple(self.names),
            codes=tuple(t["code"] for t in shown.body["tickets"]) if shown else families[0].codes,
            left=(),
            notices={"registered": 1},
        )
        return [] if families == [whole] else [f"{self.email}: {families}, not {whole}"]


@dataclass(kw_only=True)
class HandingIn(Attempt):
    """A phone hands in a batch of rows, scans or tallies, each under an id of its own."""

    kind: str
    rows: Sequence[dict[str, Any]]
    sent_at: str

    @property
    def ids(self) -> set[str]:
        """Tell the rows' ids."""
        return {row[f"{self.kind}_id"] for row in self.rows}

    @property
    def content(self) -> bytes:
        """Write the batch."""
        collection = "scans" if self.kind == "scan" else "tallies"
        return json.dumps({"sent_at": self.sent_at, collection: self.rows}).encode()

    def faults_of_repetition(self, again: Answer, held: Held) -> list[str]:
        """Expect each row to be known already, or to be stored now."""
        state = "same" if self.ids <= held.rows else "new"
        states = [row["state"] for row in again.body["results"]] if again.is_yes else []
        if states == [state] * len(self.rows):
            return []
        return [f"{self.kind}s {self.ids}: expected {state}, and repeated gives {again}"]

    def faults(self, held: Held) -> list[str]:
        """Expect all rows or none."""
        missing = self.ids - held.rows
        if missing and (self.is_acknowledged or missing != self.ids):
            return [f"{self.kind}s: of {self.ids} are gone: {missing}"]
        return []


@dataclass(kw_only=True)
class Leaving(Attempt):
    """Somebody gives the first place of their family back, on their own page."""

    email: str
    fields: list[tuple[str, str]] = field(default_factory=list)

    @property
    def content(self) -> bytes:
        """Write the form."""
        return urlencode(self.fields).encode()

    def faults_of_repetition(self, again: Answer, held: Held) -> list[str]:
        """Expect thanks, however often."""
        return [] if again.status == 303 else [f"{self.email}: leaving is answered by {again}"]

    def faults(self, held: Held) -> list[str]:
        """Expect the place given back with one notice of it, or kept."""
        (family,) = held.families[self.email]
        gone, stayed = (1,), ()
        is_whole = len(family.names) == len(family.codes) == 2
        is_told = (family.left, family.notices) in (
            (gone, {"registered": 1, "deregistered": 1}),
            (stayed, {"registered": 1}),
        )
        is_kept = not self.is_acknowledged or family.left == gone
        return (
            []
            if is_whole and is_told and is_kept
            else [f"{self.email}: {self.answer}, but {family}"]
        )
