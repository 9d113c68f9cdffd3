/* One conversation with the server: started when needed, kept for every tab, forgotten on request. */
import { touchOf, trailHere } from "./attribution.js";
import { Kept, oneAtATime } from "./kept.js";
import { eventsOf, within } from "./stream.js";

const PATIENCE = 30_000;
const PAUSE = 1_200;

/** The server said no. `problem` is its application/problem+json. */
export class Refused extends Error {
  constructor(status, problem, retryAfter) {
    super(problem?.detail || "");
    this.status = status;
    this.problem = problem || {};
    this.retryAfter = retryAfter;
  }
}

/** The network went away, or the answer stopped in the middle. */
export class Lost extends Error {}

/** An id nobody else has, also where the page is not served over HTTPS. */
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Conversation {
  #base;
  kept = new Kept();
  #starting = null;
  #who = null;
  #era = 0;
  #asking = null;
  /** Hears what happens, as `(name, detail)`: ids only. */
  onEvent = () => {};
  /** Hears whether a person is wanted or there, and when one answers. */
  onHandoff = () => {};

  constructor(base) {
    this.#base = `${base}/conversations/`;
    this.leads = `${base}/leads/`;
  }

  get id() {
    return this.recall("id");
  }

  get exists() {
    return Boolean(this.id);
  }

  recall(name) {
    return this.kept.recall(name);
  }

  keep(values) {
    this.kept.keep(values);
  }

  /** Begin anew next time. Where they came from, and whose account it is, stays. */
  drop() {
    const touch = this.recall("touch");
    const account = this.recall("account");
    this.kept.forget();
    if (touch || account) this.keep({ touch, account });
  }

  /** Nothing of whoever was here stays. */
  reset() {
    this.#who = null;
    this.#leave();
    this.kept.forget();
  }

  /** What is under way is for nobody now. */
  #leave() {
    this.#era += 1;
    this.#asking?.abort();
  }

  /** Start it unless it runs; every caller and tab waits for the same. */
  start() {
    if (this.exists) return Promise.resolve();
    this.#starting ??= oneAtATime(async () => {
      if (this.exists) return;
      const era = this.#era;
      const { id, token, handoff, booking_reference: booking } = await this.#begin();
      if (era !== this.#era) throw new Lost("nobody waits for it any more");
      this.keep({ id, token, booking, who: this.#who?.id });
      if (this.recall("account")) {
        this.#call("/accounts/conversations/claim/", { body: { id } }).catch(() => {});
      }
      this.onEvent("conversation:started", { id });
      this.onHandoff(handoff);
    }).finally(() => {
      this.#starting = null;
    });
    return this.#starting;
  }

  async #begin() {
    try {
      return await this.#call(this.#base, { body: this.#beginning() });
    } catch (error) {
      // A name not signed rightly is left out; the visitor can chat all the same.
      if (error.status !== 403 || !this.#who) throw error;
      this.#who = null;
      this.onEvent("error", { status: 403 });
      return this.#call(this.#base, { body: this.#beginning() });
    }
  }

  #beginning() {
    const { first, ...touch } = this.touch();
    // A site that embeds the panel says its language; it knows better than the browser.
    const asked = new URLSearchParams(location.search).get("locale");
    const locale = (asked || navigator.language || "").slice(0, 35);
    return {
      ...touch,
      time_zone: zone(),
      ...(first && { first_touch: first }),
      ...(locale && { locale }),
      ...(this.#who && { identity: this.#who }),
    };
  }

  /** Where the visitor came from: as the embedding page tells it, else as this page knows it. */
  touch() {
    return this.recall("touch") || touchOf(trailHere());
  }

  /** The embedding page has told where they came from. Their very first arrival stays the first. */
  came(trail) {
    const touch = touchOf(trail);
    const before = this.recall("touch");
    if (before?.first && touch.first) touch.first = before.first;
    this.keep({ touch });
  }

  /**
   * Who is signed in on the embedding site. A conversation of somebody else is left behind, and gives
   * true then.
   */
  async identify({ id, hash }) {
    const before = this.recall("who");
    this.#who = { id: String(id), hash: String(hash) };
    if (!this.exists) return false;
    if (before && before !== this.#who.id) {
      this.#leave();
      this.drop();
      return true;
    }
    try {
      await this.#call(`${this.#here()}identify/`, { body: this.#who });
      this.keep({ who: this.#who.id });
      return false;
    } catch (error) {
      if (error.status !== 409 && !isForgotten(error)) throw error;
      this.#leave();
      this.drop();
      return true;
    }
  }

  /** The messages so far, oldest first; those after one if its id is given. */
  async history(after = "") {
    const messages = [];
    let next = `${this.#here()}messages/${after && `?after=${after}`}`;
    for (let page = 0; next && page < 10; page += 1) {
      const got = await this.#call(next, { method: "GET" });
      messages.push(...got.results);
      next = got.next;
      this.onHandoff(got.handoff);
    }
    return messages;
  }

  /**
   * Send one message and give its reply. What is lost on the way is asked for once more under the
   * same id, which the server answers without asking twice.
   */
  async send({ id, text, onText }) {
    const era = this.#era;
    let here;
    for (let attempt = 0; ; attempt += 1) {
      try {
        await this.start();
        // Whoever wrote it may have left, here or in another tab: it is not for the next one's.
        here ??= this.id;
        if (era !== this.#era || here !== this.id) throw new Lost("nobody waits for it any more");
        return await this.#ask({ client_message_id: id, text }, onText);
      } catch (error) {
        if (attempt || era !== this.#era) throw error;
        if (isForgotten(error)) {
          this.drop();
          here = undefined;
        } else if (error instanceof Lost) await new Promise((after) => setTimeout(after, PAUSE));
        else throw error;
      }
    }
  }

  async #ask(body, onText) {
    const control = new AbortController();
    this.#asking = control;
    const response = await this.#fetch(`${this.#here()}messages/`, {
      body,
      accept: "text/event-stream",
      signal: control.signal,
    });
    if (!response.headers.get("Content-Type")?.includes("event-stream")) return response.json();
    let text = "";
    try {
      const events = eventsOf(response, { patience: PATIENCE, abort: () => control.abort() });
      for await (const { event, data } of events) {
        if (event === "delta") onText((text += JSON.parse(data).text));
        if (event === "done") return JSON.parse(data);
        if (event === "error") {
          const problem = JSON.parse(data);
          throw new Refused(problem.status, problem, 0);
        }
      }
    } catch (error) {
      throw error instanceof Refused ? error : new Lost(error.message);
    }
    throw new Lost("the stream ended before its end");
  }

  rate(messageId, rating) {
    return this.#call(`${this.#here()}messages/${messageId}/feedback/`, { body: { rating } });
  }

  async person() {
    await this.start();
    return this.#call(`${this.#here()}handoff/`, { body: {} });
  }

  /** What a person has said since. */
  look(body) {
    return this.#call(`${this.#here()}live/`, { body: { ...body, time_zone: zone() } });
  }

  transcript(email) {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    return this.#call(`${this.#here()}transcript/`, {
      body: { email, ...(timeZone && { time_zone: timeZone.slice(0, 64) }) },
    });
  }

  /** What became of a copy: queued, delayed, sent or failed. */
  async sent(id) {
    const { status } = await this.#call(`${this.#here()}transcript/${id}/`, { method: "GET" });
    return status;
  }

  async lead(values) {
    const { first, ...touch } = this.touch();
    const body = { ...values, ...touch, ...(first && { first_touch: first }) };
    if (this.exists) body.conversation_id = this.id;
    const receipt = await this.#call(this.leads, { body });
    this.onEvent("lead:captured", { id: receipt.id });
    return receipt;
  }

  /** Delete it, on the server first. */
  async forget() {
    if (this.exists) {
      try {
        await this.#call(this.#here(), { method: "DELETE" });
      } catch (error) {
        if (!isForgotten(error)) throw error;
      }
    }
    this.reset();
  }

  #here() {
    return `${this.#base}${this.id}/`;
  }

  async #call(address, options) {
    const response = await this.#fetch(address, options);
    if (response.status === 204) return null;
    try {
      return await response.json();
    } catch (error) {
      throw new Lost(error.message);
    }
  }

  async #fetch(address, { method = "POST", body, accept = "application/json", signal }) {
    // Errors and the consent on record are in the words shown here.
    const headers = { Accept: accept, "Accept-Language": document.documentElement.lang };
    if (body) headers["Content-Type"] = "application/json";
    const token = this.recall("token");
    if (token) headers.Authorization = `Bearer ${token}`;
    let response;
    try {
      response = await within(
        PATIENCE,
        fetch(address, { method, headers, body: body && JSON.stringify(body), signal }),
      );
    } catch (error) {
      throw new Lost(error.message);
    }
    if (response.ok) return response;
    const problem = await response.json().catch(() => ({}));
    throw new Refused(response.status, problem, Number(response.headers.get("Retry-After")) || 0);
  }
}

const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone || "";

/** Whether the server no longer knows this conversation. */
export function isForgotten(error) {
  return error instanceof Refused && (error.status === 401 || error.status === 404);
}
