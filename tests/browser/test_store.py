"""The phone's tables in Chromium: they grow from version to version, and no row is lost."""

import pytest

from eventsys.web.gate.shell import version_of

pytestmark = pytest.mark.browser

OPEN = """
  const { openStore } = await import(path);
  const old = { tables: { journal: { key: "id", indexes: { waiting: "waiting" } } }, version: 1 };
  const grown = {
    tables: {
      journal: { key: "id", indexes: { waiting: "waiting", kind: "kind" } },
      roster: { key: "hash", indexes: { short: "short" } },
    },
    version: 2,
  };
  const put = (store, table, row) => store.change([table], (work) => work.put(table, row));
  const all = (store, ...what) => store.read([what[0]], (work) => work.all(...what));
"""


@pytest.fixture
def in_page(open_page, gate_url):
    """Run a script with the module at hand: `in_page("return await all(store, …)")`."""
    page = open_page()
    page.goto(f"{gate_url}/scan/")
    path = f"/scan/{version_of('scan')}/js/core/idb.js"
    return lambda script: page.evaluate(f"async (path) => {{ {OPEN} {script} }}", path)


def test_a_store_grows_by_tables_and_indexes_and_keeps_its_rows(in_page):
    found = in_page("""
      const before = await openStore("grows", old);
      await put(before, "journal", { id: "a", waiting: 1, kind: "scan" });
      await put(before, "journal", { id: "b", kind: "tally" });
      const store = await openStore("grows", grown);
      await put(store, "roster", { hash: "h", short: "s" });
      return [
        await all(store, "journal"),
        await all(store, "journal", "kind", "tally"),
        await all(store, "journal", "waiting", 1),
        await all(store, "roster", "short", "s"),
      ];
    """)
    scan, tally = {"id": "a", "waiting": 1, "kind": "scan"}, {"id": "b", "kind": "tally"}
    assert found == [[scan, tally], [tally], [scan], [{"hash": "h", "short": "s"}]]


def test_a_page_of_the_old_version_is_told_and_goes_on_writing(in_page):
    found = in_page("""
      let told = 0;
      const before = await openStore("shared", old, () => (told += 1));
      await put(before, "journal", { id: "a" });
      const after = await openStore("shared", grown);
      await put(before, "journal", { id: "b" });
      return [told, (await all(after, "journal")).map(({ id }) => id)];
    """)
    assert found == [1, ["a", "b"]]


def test_a_page_of_the_old_version_opens_what_has_grown(in_page):
    found = in_page("""
      await put(await openStore("grown", grown), "journal", { id: "a" });
      return await all(await openStore("grown", old), "journal");
    """)
    assert found == [{"id": "a"}]


def test_a_database_that_is_held_open_is_waited_for_but_not_for_ever(in_page):
    found = in_page("""
      const held = await new Promise((resolve) => {
        const asked = indexedDB.open("held", 1);
        asked.onsuccess = () => resolve(asked.result);
      });
      const waiting = openStore("held", grown);
      setTimeout(() => held.close(), 500);
      await put(await waiting, "journal", { id: "a" });
      const obstinate = await new Promise((resolve) => {
        const asked = indexedDB.open("obstinate", 1);
        asked.onsuccess = () => resolve(asked.result);
      });
      const refused = await openStore("obstinate", grown).catch((error) => error.message);
      obstinate.close();
      const later = await openStore("obstinate", grown);
      await put(later, "journal", { id: "b" });
      return [refused, await all(later, "journal")];
    """)
    assert found == ["the database is held open elsewhere", [{"id": "b"}]]


def test_a_connection_that_the_phone_ended_is_opened_anew(in_page):
    found = in_page("""
      const connections = [];
      const { open } = indexedDB;
      indexedDB.open = (...given) => {
        const asked = open.apply(indexedDB, given);
        asked.addEventListener("success", () => connections.push(asked.result));
        return asked;
      };
      const store = await openStore("ended", old);
      await put(store, "journal", { id: "a" });
      connections[0].close();
      await put(store, "journal", { id: "b" });
      return [connections.length, (await all(store, "journal")).length];
    """)
    assert found == [2, 2]


def test_a_change_is_whole_or_not_at_all(in_page):
    found = in_page("""
      const store = await openStore("whole", old);
      const failed = await store.change(["journal"], async (work) => {
        await work.put("journal", { id: "a" });
        throw new Error("no");
      }).catch((error) => error.message);
      return [failed, await all(store, "journal")];
    """)
    assert found == ["no", []]
