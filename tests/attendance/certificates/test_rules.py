"""What a certificate says follows from who came, and is held beside what is known later."""

from datetime import timedelta

import pytest

from eventsys.attendance.certificates.rules import Agreement, agreement_of, minutes_of
from eventsys.attendance.completion.rules import Completion

DONE = Completion(needed=4, held=5, attended=4, possible=0)


def test_hours_are_those_that_were_attended():
    lengths = [timedelta(hours=3), timedelta(hours=2, minutes=30, seconds=59)]
    assert minutes_of(lengths) == 330
    assert minutes_of([]) == 0


@pytest.mark.parametrize(
    ("attended", "held", "completion", "agreement"),
    [
        (4, 5, DONE, Agreement.SAME),
        (5, 5, DONE, Agreement.OTHER),
        (4, 6, DONE, Agreement.OTHER),
        (4, 5, Completion(needed=4, held=5, attended=3, possible=0), Agreement.NOT_COMPLETED),
        (4, 5, None, Agreement.NOT_COMPLETED),
    ],
)
def test_a_certificate_is_held_beside_what_is_known_now(attended, held, completion, agreement):
    assert agreement_of(attended, held, completion) is agreement
