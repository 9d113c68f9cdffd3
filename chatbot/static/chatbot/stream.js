/* Server-sent events out of a fetch, which EventSource cannot do for a POST.
   https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream */

/** Feeds on text cut anywhere; gives whole events as {event, data}. */
export class EventReader {
  #rest = "";
  #event = "";
  #data = [];

  push(chunk) {
    const events = [];
    let text = this.#rest + chunk;
    // A carriage return at the very end may be half of a CRLF.
    const held = text.endsWith("\r") ? "\r" : "";
    if (held) text = text.slice(0, -1);
    const lines = text.split(/\r\n|\r|\n/);
    this.#rest = lines.pop() + held;
    for (const line of lines) {
      const event = this.#line(line.startsWith("\ufeff") ? line.slice(1) : line);
      if (event) events.push(event);
    }
    return events;
  }

  #line(line) {
    if (line === "") {
      const done = this.#data.length
        ? { event: this.#event || "message", data: this.#data.join("\n") }
        : null;
      this.#event = "";
      this.#data = [];
      return done;
    }
    const [, name, value] = /^([^:]*):? ?(.*)$/s.exec(line);
    if (name === "event") this.#event = value;
    if (name === "data") this.#data.push(value);
    return null;
  }
}

/** The events of a response; throws when no byte comes for `patience` milliseconds. */
export async function* eventsOf(response, { patience, abort }) {
  const reader = new EventReader();
  const body = response.body.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await within(patience, body.read());
      if (done) return;
      yield* reader.push(decoder.decode(value, { stream: true }));
    }
  } finally {
    abort();
  }
}

/** What `promise` gives, or an error after `milliseconds`. */
export function within(milliseconds, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error("silence")), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
