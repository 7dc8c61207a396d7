"""The library's routes are those of our table; any other is closed."""

from eventsys.web.account.routes import ACCOUNT_ROUTES, NOBODY


def library_views(app):
    return {
        name.partition(".")[2]: view
        for name, view in app.view_functions.items()
        if name.startswith("security.")
    }


def test_the_table_names_each_open_route_and_who_may_call_it(app):
    marked = {name: view.allowed_for for name, view in library_views(app).items()}
    assert marked == ACCOUNT_ROUTES | {"two_factor_rescue": NOBODY, "tf_select": NOBODY}


def test_routes_that_are_not_in_the_table_are_not_there(client):
    assert client.get("/account/tf-rescue").status_code == 404
    assert client.get("/account/tf-select").status_code == 404
