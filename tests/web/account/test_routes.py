"""The library's routes are those of our table; any other is closed."""

from eventsys.web.account.routes import ACCOUNT_ROUTES, NOBODY

CLOSED = ("two_factor_rescue", "tf_select", "wan_verify", "wan_verify_response")


def library_views(app):
    return {
        name.partition(".")[2]: view
        for name, view in app.view_functions.items()
        if name.startswith("security.")
    }


def test_the_table_names_each_open_route_and_who_may_call_it(app):
    marked = {name: view.allowed_for for name, view in library_views(app).items()}
    assert marked == ACCOUNT_ROUTES | dict.fromkeys(CLOSED, NOBODY)


def test_routes_that_are_not_in_the_table_are_not_there(client):
    assert client.get("/account/tf-rescue").status_code == 404
    assert client.get("/account/tf-select").status_code == 404
    assert client.get("/account/wan-verify").status_code == 404


def test_no_page_of_the_library_signs_somebody_out_who_only_looks(app, organiser_client):
    pages = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("security.") and "GET" in rule.methods
    ]
    for page in pages:
        assert organiser_client.get(page).status_code in {200, 302, 404}
        assert organiser_client.get("/organiser/").status_code == 200, page
    assert len(pages) >= 6
