// What the tests of the gate share: a paired phone, a clock and a server that answers as told.
import { TABLES, keepDevice } from "../../../static/js/gate/devices.js";
import { writeScan } from "../../../static/js/gate/journal.js";
import { fakeStore } from "../fake-store.mjs";

export const AT = new Date("2027-06-05T11:00:00Z");

export const PAIRING = {
  token: "token-north",
  device: { id: "dev-1", label: "North 1", role: "scan" },
  event: { slug: "international-dag", title: "International Dag" },
  gates: ["North", "South"],
};

/** A store in which this phone is paired as dev-1. */
export async function pairedStore() {
  const store = fakeStore(TABLES);
  await keepDevice(store, PAIRING);
  return store;
}

/** Write a scan down as the scanner does. */
export function addScan(store, device, scan) {
  return store.change(["devices", "journal"], (work) => writeScan(work, device, scan));
}

/** A line to a server that gives the answers in turn, the last one for ever; `asked` holds the requests. */
export function lineTo(store, ...answers) {
  const asked = [];
  async function post(path, body, options) {
    asked.push({ path, body: structuredClone(body), options });
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    return typeof answer === "function" ? answer(body) : answer;
  }
  return { store, post, now: () => AT, asked };
}

/** An answer that takes everything in, with one verdict for all scans. */
export function taken(verdict = "admitted", state = "new") {
  return (body) => ({
    kind: "answered",
    body: {
      server_time: "2027-06-05T11:00:01Z",
      results: (body.scans ?? body.tallies ?? body.headcounts).map((item, index) => {
        const { scan_id, tally_id, headcount_id } = item;
        return scan_id
          ? { index, scan_id, state, verdict, occasion: 1, first: null }
          : { index, ...(tally_id ? { tally_id } : { headcount_id }), state };
      }),
    },
  });
}

export const NO_ANSWER = { kind: "later", wait: null };

export function refused(status, code) {
  return { kind: "refused", status, code };
}
