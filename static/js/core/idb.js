// @ts-check
// Tables in IndexedDB: several are read and changed in one transaction that is whole or not at all.

/**
 * @typedef {object} Work  what one transaction can do; await nothing else within it
 * @property {(table: string, key: IDBValidKey) => Promise<any>} get
 * @property {(table: string, index?: string, key?: IDBValidKey) => Promise<any[]>} all
 * @property {(table: string, row: object) => Promise<unknown>} put
 * @property {(table: string, key: IDBValidKey) => Promise<unknown>} drop
 */

/**
 * @typedef {object} Store
 * @property {<T>(tables: string[], work: (work: Work) => Promise<T>) => Promise<T>} read
 * @property {<T>(tables: string[], work: (work: Work) => Promise<T>) => Promise<T>} change
 *   settles when all is on the disk, and rejects when nothing was kept
 */

/** @typedef {Record<string, { key: string, indexes?: Record<string, string> }>} Tables */

/**
 * Open a database, making the tables that it lacks.
 * @param {string} name
 * @param {Tables} tables
 * @returns {Promise<Store>}
 */
export async function openStore(name, tables) {
  const database = await open(name, tables);
  return {
    read: (names, work) => transact(database, names, "readonly", work),
    change: (names, work) => transact(database, names, "readwrite", work),
  };
}

/**
 * @param {string} name
 * @param {Tables} tables
 * @returns {Promise<IDBDatabase>}
 */
function open(name, tables) {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(name, 1);
    asked.onupgradeneeded = () => {
      for (const [table, { key, indexes = {} }] of Object.entries(tables)) {
        const made = asked.result.createObjectStore(table, { keyPath: key });
        Object.entries(indexes).forEach(([index, path]) => made.createIndex(index, path));
      }
    };
    asked.onsuccess = () => {
      asked.result.onversionchange = () => asked.result.close();
      resolve(asked.result);
    };
    asked.onerror = () => reject(asked.error);
    asked.onblocked = () => reject(new Error("the database is held open elsewhere"));
  });
}

/**
 * @template T
 * @param {IDBDatabase} database
 * @param {string[]} names
 * @param {IDBTransactionMode} mode
 * @param {(work: Work) => Promise<T>} work
 * @returns {Promise<T>}
 */
async function transact(database, names, mode, work) {
  const transaction = database.transaction(names, mode, { durability: "strict" });
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
