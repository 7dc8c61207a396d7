// @ts-check
// Tables in IndexedDB: several are read and changed in one transaction that is whole or not at all.

/**
 * @typedef {object} Work  what one transaction can do; await nothing else within it
 * @property {(table: string, key: IDBValidKey) => Promise<any>} get
 * @property {(table: string, index?: string, key?: IDBValidKey) => Promise<any[]>} all
 * @property {(table: string, row: object) => Promise<unknown>} put
 * @property {(table: string, key: IDBValidKey) => Promise<unknown>} drop
 * @property {(table: string) => Promise<number>} count
 * @property {(table: string) => Promise<unknown>} clear
 */

/**
 * @typedef {object} Store
 * @property {<T>(tables: string[], work: (work: Work) => Promise<T>) => Promise<T>} read
 * @property {<T>(tables: string[], work: (work: Work) => Promise<T>) => Promise<T>} change
 *   settles when all is on the disk, and rejects when nothing was kept
 */

/** @typedef {Record<string, { key: string, indexes?: Record<string, string> }>} Tables */

/**
 * @typedef {object} Shape  raise `version` with every table or index that is added; none is ever taken away,
 *   so that pages of either age can share one database
 * @property {Tables} tables
 * @property {number} version
 */

/** Milliseconds that other pages get for closing a database that is to grow. */
const PATIENCE = 5000;

/**
 * Open a database, making the tables and indexes that it lacks; rows are kept.
 *
 * The connection is opened anew where it was lost: to a page that lets the database grow, or to a phone
 * that ended the browser's storage while the page was out of sight.
 * @param {string} name
 * @param {Shape} shape
 * @param {() => void} [onNewer]  called when a page of a newer version wants the database
 * @returns {Promise<Store>}
 */
export async function openStore(name, shape, onNewer = () => {}) {
  /** @type {Promise<IDBDatabase> | null} */
  let connection = null;

  async function connect() {
    connection ??= open(name, shape).then((database) => watch(database, lose, onNewer));
    return connection.catch((error) => {
      lose();
      throw error;
    });
  }

  function lose() {
    connection = null;
  }

  /** @param {IDBTransactionMode} mode */
  const transactor =
    (mode) =>
    /**
     * @param {string[]} names
     * @param {(work: Work) => Promise<any>} work
     */
    async (names, work) =>
      transact(await begin(connect, lose, names, mode), work);

  await connect();
  return { read: transactor("readonly"), change: transactor("readwrite") };
}

/**
 * @param {IDBDatabase} database
 * @param {() => void} onLost
 * @param {() => void} onNewer
 */
function watch(database, onLost, onNewer) {
  database.onclose = onLost;
  database.onversionchange = ({ newVersion }) => {
    database.close();
    onLost();
    if (newVersion !== null) {
      onNewer();
    }
  };
  return database;
}

/**
 * Open a database of our version, or a newer one as it is.
 * @param {string} name
 * @param {Shape} shape
 * @returns {Promise<IDBDatabase>}
 */
function open(name, shape) {
  return request(indexedDB.open(name, shape.version), shape.tables).catch((error) => {
    if (error?.name === "VersionError") {
      return request(indexedDB.open(name), shape.tables);
    }
    throw error;
  });
}

/**
 * @param {IDBOpenDBRequest} asked
 * @param {Tables} tables
 * @returns {Promise<IDBDatabase>}
 */
function request(asked, tables) {
  return new Promise((resolve, reject) => {
    let late = false;
    asked.onupgradeneeded = () => {
      const { result, transaction } = asked;
      upgrade(result, /** @type {IDBTransaction} */ (transaction), tables);
    };
    asked.onsuccess = () => (late ? asked.result.close() : resolve(asked.result));
    asked.onerror = () => reject(asked.error);
    asked.onblocked = () => {
      setTimeout(() => {
        late = true;
        reject(new Error("the database is held open elsewhere"));
      }, PATIENCE);
    };
  });
}

/**
 * Add what a database lacks, and take nothing away.
 * @param {IDBDatabase} database
 * @param {IDBTransaction} transaction
 * @param {Tables} tables
 */
function upgrade(database, transaction, tables) {
  for (const [table, { key, indexes = {} }] of Object.entries(tables)) {
    const held = database.objectStoreNames.contains(table)
      ? transaction.objectStore(table)
      : database.createObjectStore(table, { keyPath: key });
    for (const [index, path] of Object.entries(indexes)) {
      if (!held.indexNames.contains(index)) {
        held.createIndex(index, path);
      }
    }
  }
}

/**
 * Begin a transaction; a connection that was lost unnoticed is opened once more.
 * @param {() => Promise<IDBDatabase>} connect
 * @param {() => void} lose
 * @param {string[]} names
 * @param {IDBTransactionMode} mode
 */
async function begin(connect, lose, names, mode) {
  const options = /** @type {const} */ ({ durability: "strict" });
  try {
    return (await connect()).transaction(names, mode, options);
  } catch (error) {
    if (/** @type {Error} */ (error)?.name !== "InvalidStateError") {
      throw error;
    }
    lose();
    return (await connect()).transaction(names, mode, options);
  }
}

/**
 * @template T
 * @param {IDBTransaction} transaction
 * @param {(work: Work) => Promise<T>} work
 * @returns {Promise<T>}
 */
async function transact(transaction, work) {
  const ended = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error ?? new Error("nothing was kept"));
  });
  ended.catch(() => {}); // whoever awaits the work hears of it there
  try {
    const result = await work(workOn(transaction));
    await ended;
    return result;
  } catch (error) {
    abort(transaction);
    throw error;
  }
}

/** @param {IDBTransaction} transaction */
function abort(transaction) {
  try {
    transaction.abort();
  } catch {
    // it had ended already
  }
}

/**
 * @param {IDBTransaction} transaction
 * @returns {Work}
 */
function workOn(transaction) {
  /** @param {string} table */
  const at = (table) => transaction.objectStore(table);
  return {
    get: (table, key) => answerOf(at(table).get(key)),
    all: (table, index, key) =>
      answerOf(index === undefined ? at(table).getAll() : at(table).index(index).getAll(key)),
    put: (table, row) => answerOf(at(table).put(row)),
    drop: (table, key) => answerOf(at(table).delete(key)),
    count: (table) => answerOf(at(table).count()),
    clear: (table) => answerOf(at(table).clear()),
  };
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function answerOf(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
