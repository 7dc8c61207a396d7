"""The API describes itself, whole."""

from eventsys.web.api.refusals import MEANINGS


def test_every_route_is_described(app, client):
    described = client.get("/api/v1/openapi.json").json["paths"]
    routes = {
        (rule.rule.removeprefix("/api/v1").replace("<", "{").replace(">", "}"), method.lower())
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.endpoint.startswith("api.") and rule.endpoint != "api.show_description"
    }
    assert {(path, method) for path, methods in described.items() for method in methods} == routes


def test_the_description_names_no_code_without_a_meaning(client):
    paths = client.get("/api/v1/openapi.json").json["paths"]
    codes = {
        code
        for methods in paths.values()
        for route in methods.values()
        for answer in route["responses"].values()
        for code in answer["description"].split()
        if code.startswith("E_")
    }
    assert codes == set(MEANINGS)
