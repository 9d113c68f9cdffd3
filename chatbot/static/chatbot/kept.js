/* What the browser keeps: the conversation for every tab, and what belongs to one tab alone.

   A frame of another site may get no storage. The embedding page then keeps a copy for us; without
   one, memory has to do. */
const KEY = "slipway-chat";
const LONGEST = 30 * 24 * 60 * 60 * 1000;
const OF_THE_TAB = ["open", "pending"];

class Shelf {
  #storage;
  values = {};
  denied = false;

  constructor(storage) {
    this.#storage = storage;
    this.read();
  }

  /** Fresh each time: another tab may have written. */
  read() {
    if (this.denied) return this.values;
    try {
      this.values = JSON.parse(window[this.#storage].getItem(KEY)) || {};
    } catch (error) {
      // What is no JSON is not ours, and is written over.
      this.denied = !(error instanceof SyntaxError);
    }
    return this.values;
  }

  write(values) {
    this.values = values;
    if (this.denied) return;
    try {
      if (Object.keys(values).length) window[this.#storage].setItem(KEY, JSON.stringify(values));
      else window[this.#storage].removeItem(KEY);
    } catch {
      this.denied = true;
    }
  }
}

export class Kept {
  #shared = new Shelf("localStorage");
  #tab = new Shelf("sessionStorage");
  /** Takes a copy, as text, where storage is denied. */
  onDenied = () => {};

  recall(name) {
    if (OF_THE_TAB.includes(name)) return this.#tab.read()[name];
    const { used, ...values } = this.#shared.read();
    if (used && Date.now() - used > LONGEST) {
      this.forget();
      return undefined;
    }
    return values[name];
  }

  keep(values) {
    const tab = { ...this.#tab.read() };
    const shared = { ...this.#shared.read() };
    let isShared = false;
    for (const [name, value] of Object.entries(values)) {
      const ofTheTab = OF_THE_TAB.includes(name);
      (ofTheTab ? tab : shared)[name] = value;
      isShared ||= !ofTheTab;
    }
    this.#tab.write(tab);
    if (isShared) this.#shared.write({ ...shared, used: Date.now() });
    this.#handOver();
  }

  /** Everything but whether this tab's panel is open. */
  forget() {
    this.#shared.write({});
    const { open } = this.#tab.read();
    this.#tab.write(open ? { open } : {});
    this.#handOver();
  }

  /** What was handed over before, if it is needed. */
  takeBack(text) {
    if (!this.#shared.denied || !text) return;
    try {
      const { shared, tab } = JSON.parse(text);
      this.#shared.write({ ...shared });
      this.#tab.write({ ...tab });
    } catch {
      // Not what we gave.
    }
  }

  #handOver() {
    if (!this.#shared.denied) return;
    const empty = !Object.keys(this.#shared.values).length;
    this.onDenied(
      empty ? "" : JSON.stringify({ shared: this.#shared.values, tab: this.#tab.values }),
    );
  }
}

/** Call `act` when another tab has changed what is shared. */
export function onOthers(act) {
  window.addEventListener("storage", ({ key }) => {
    if (key === KEY || key === null) act();
  });
}

/**
 * Two tabs that start at the same moment begin one conversation. Without Web Locks, which are denied
 * together with storage, each begins its own.
 */
export async function oneAtATime(act) {
  let began = false;
  try {
    return await navigator.locks.request("slipway-chat", () => {
      began = true;
      return act();
    });
  } catch (error) {
    if (began) throw error;
    return act();
  }
}
