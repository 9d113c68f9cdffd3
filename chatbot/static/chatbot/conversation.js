/* One conversation with the server: started when needed, kept for this tab, forgotten on request. */
import { eventsOf, within } from "./stream.js";

const KEY = "slipway-chat";
const PATIENCE = 30_000;
const PAUSE = 1_200;
const UTM = ["source", "medium", "campaign", "term", "content"];

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
  #kept = {};
  #starting = null;

  constructor(base) {
    this.#base = `${base}/conversations/`;
    this.leads = `${base}/leads/`;
    try {
      this.#kept = JSON.parse(sessionStorage.getItem(KEY)) || {};
    } catch {
      // Storage is denied or holds something else: this page's memory has to do.
    }
  }

  get exists() {
    return Boolean(this.#kept.id);
  }

  recall(name) {
    return this.#kept[name];
  }

  keep(values) {
    Object.assign(this.#kept, values);
    try {
      sessionStorage.setItem(KEY, JSON.stringify(this.#kept));
    } catch {
      // As above.
    }
  }

  drop() {
    this.#kept = { open: this.#kept.open, origin: this.#kept.origin };
    this.keep({});
  }

  /** Start it unless it runs; every caller waits for the same start. */
  start() {
    if (this.exists) return Promise.resolve();
    this.#starting ??= this.#call(this.#base, { body: this.origin() })
      .then(({ id, token }) => this.keep({ id, token }))
      .finally(() => {
        this.#starting = null;
      });
    return this.#starting;
  }

  /** Where the visitor came from, as seen when the chat was first used. */
  origin() {
    if (!this.#kept.origin) {
      const query = new URLSearchParams(location.search);
      const utm = {};
      for (const name of UTM) {
        const value = query.get(`utm_${name}`);
        if (value) utm[name] = value.slice(0, 200);
      }
      this.keep({
        origin: {
          page_url: location.href.split("#")[0].slice(0, 2000),
          referrer: document.referrer.slice(0, 2000),
          utm,
        },
      });
    }
    // A site that embeds the panel says its language; it knows better than the browser.
    const asked = new URLSearchParams(location.search).get("locale");
    const locale = (asked || navigator.language || "").slice(0, 35);
    return { ...this.#kept.origin, ...(locale && { locale }) };
  }

  /** Every message so far, oldest first. */
  async history() {
    const messages = [];
    let next = `${this.#here()}messages/`;
    for (let page = 0; next && page < 10; page += 1) {
      const got = await this.#call(next, { method: "GET" });
      messages.push(...got.results);
      next = got.next;
    }
    return messages;
  }

  /**
   * Send one message and give its reply. What is lost on the way is asked for once more under the
   * same id, which the server answers without asking twice.
   */
  async send({ id, text, onText }) {
    for (let attempt = 0; ; attempt += 1) {
      try {
        await this.start();
        return await this.#ask({ client_message_id: id, text }, onText);
      } catch (error) {
        if (attempt) throw error;
        if (isForgotten(error)) this.drop();
        else if (error instanceof Lost) await new Promise((after) => setTimeout(after, PAUSE));
        else throw error;
      }
    }
  }

  async #ask(body, onText) {
    const control = new AbortController();
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

  transcript(email) {
    return this.#call(`${this.#here()}transcript/`, { body: { email } });
  }

  lead(values) {
    const { page_url, referrer, utm } = this.origin();
    const whence = { page_url, referrer, utm };
    const body = { ...values, ...whence };
    if (this.exists) body.conversation_id = this.#kept.id;
    return this.#call(this.leads, { body });
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
    this.drop();
  }

  #here() {
    return `${this.#base}${this.#kept.id}/`;
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
    // The page's language, so that errors and the consent on record are in the words shown here.
    const headers = { Accept: accept, "Accept-Language": document.documentElement.lang };
    if (body) headers["Content-Type"] = "application/json";
    if (this.#kept.token) headers.Authorization = `Bearer ${this.#kept.token}`;
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

/** Whether the server no longer knows this conversation. */
export function isForgotten(error) {
  return error instanceof Refused && (error.status === 401 || error.status === 404);
}
