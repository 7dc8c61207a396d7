"""The scanner's decoder reads tickets that are a little spoilt; `make bench` measures all kinds."""

import pytest

from tests.benchmarks.decoding import rate_of
from tests.benchmarks.pictures import MILD

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("kind", MILD, ids=lambda kind: kind.name)
def test_a_ticket_that_is_a_little_spoilt_is_read(open_page, gate_url, kind):
    page = open_page(service_workers="block")
    page.goto(f"{gate_url}/scan/")
    assert rate_of(page, kind, 4) >= 75
