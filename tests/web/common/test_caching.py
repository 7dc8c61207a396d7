from eventsys.web.common.caching import Shelf


def test_a_shelf_makes_a_thing_once():
    made = []
    shelf = Shelf()
    for _ in range(3):
        assert shelf.take_or_make("a", lambda: made.append(1) or ["thing"]) == ["thing"]
    assert made == [1]


def test_a_full_shelf_lets_the_oldest_go():
    shelf = Shelf(size=2)
    for name in "abc":
        shelf.take_or_make(name, lambda name=name: [name])
    assert list(shelf.kept) == ["b", "c"]
