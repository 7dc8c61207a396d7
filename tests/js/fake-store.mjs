// A store in memory that keeps what a transaction did only when it came to its end.

/** Make one; set `failing` to an error and nothing is kept any more. */
export function fakeStore(tables) {
  const held = new Map(Object.keys(tables).map((name) => [name, new Map()]));
  const store = { failing: null, rows: (name) => [...held.get(name).values()] };
  let turn = Promise.resolve();

  async function transact(names, work, keep) {
    const open = new Map(names.map((name) => [name, new Map(held.get(name))]));
    const result = await work({
      get: async (table, key) => structuredClone(open.get(table).get(key)),
      all: async (table, index, key) =>
        structuredClone([...open.get(table).values()]).filter(
          (row) => index === undefined || row[tables[table].indexes[index]] === key,
        ),
      put: async (table, row) => open.get(table).set(row[tables[table].key], structuredClone(row)),
      drop: async (table, key) => open.get(table).delete(key),
      count: async (table) => open.get(table).size,
      clear: async (table) => open.get(table).clear(),
    });
    if (keep && store.failing) {
      throw store.failing;
    }
    if (keep) {
      open.forEach((rows, name) => held.set(name, rows));
    }
    return result;
  }

  function queue(names, work, keep) {
    const result = turn.then(() => transact(names, work, keep));
    turn = result.catch(() => {});
    return result;
  }
  store.read = (names, work) => queue(names, work, false);
  store.change = (names, work) => queue(names, work, true);
  return store;
}
