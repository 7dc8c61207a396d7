import pytest

PAGES = ["/da/subscribe", "/da/accessibility", "/da/privacy"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_about_the_site_stands_in_all_languages(client, path):
    page = client.page(path)
    switch = [link for link in page.all("a") if link.get("hreflang")]
    assert [link.get("href") for link in switch] == [
        path.replace("/da/", f"/{code}/") for code in ("da", "en", "ar", "tr", "ur", "so")
    ]
    assert [link.get("aria-current") for link in switch] == ["true", *[None] * 5]


def test_the_calendar_has_an_address_and_a_button(client):
    page = client.page("/da/subscribe")
    address = page.by_id("address").get("value")
    assert address == "http://127.0.0.1:8000/feeds/events.ics?lang=da"
    assert "webcal://127.0.0.1:8000/feeds/events.ics?lang=da" in {
        link.get("href") for link in page.all("a")
    }


def test_the_laws_address_leads_to_the_accessibility_statement(client):
    assert client.get("/was").location == "/da/accessibility"


def test_search_engines_stay_away_from_personal_pages(client):
    assert "Disallow: /*/registrations/" in client.get("/robots.txt").text.splitlines()


def test_weaknesses_have_an_address(client):
    lines = client.get("/.well-known/security.txt").text.splitlines()
    assert [line.partition(":")[0] for line in lines] == [
        "Contact",
        "Expires",
        "Preferred-Languages",
        "Canonical",
    ]


@pytest.mark.parametrize("method", ["put", "delete", "patch", "post"])
def test_pages_take_no_other_kind_of_request(client, method):
    answer = getattr(client, method)("/da/privacy")
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
