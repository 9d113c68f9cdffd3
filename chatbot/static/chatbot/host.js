/* The page around the panel, when the panel is in a frame of somebody's site: what the two say to
   each other. The table of messages is in docs/decisions/embedding.md. */
export class Host {
  #origin;
  #panel;
  #greeted;
  #queue;
  #turn = 0;
  /** Fulfilled once the page has said where the visitor came from, and what it keeps for us. */
  hello = new Promise((done) => (this.#greeted = done));

  /** The page around `panel`, or null: not in a frame, or in one of a site that is not listed. */
  static of(panel) {
    const asked = location.hash.slice(1);
    const listed = [location.origin, ...(panel.config.embed_origins || [])];
    if (window.parent === window || !listed.some((site) => covers(site, asked))) return null;
    return new Host(panel, asked);
  }

  constructor(panel, origin) {
    this.#panel = panel;
    this.#origin = origin;
    window.addEventListener("message", (event) => {
      if (event.source !== window.parent || event.origin !== this.#origin) return;
      if (event.data?.coachchat === 1) this.#hear(event.data);
    });
    panel.conversation.kept.onDenied = (text) => this.post("keep", { text });
    this.post("ready");
  }

  /** Something happened that the site may know: ids only, never what was written. */
  tell(name, detail) {
    this.post("event", { name, detail });
  }

  /** The visitor is done with the panel. */
  close() {
    this.post("close");
  }

  #hear({ type, trail, kept, text, id, hash, focus }) {
    const panel = this.#panel;
    if (type === "hello") {
      panel.conversation.kept.takeBack(kept);
      this.#greeted();
    }
    if (type === "hello" || type === "page") panel.conversation.came(trail || []);
    if (type === "open" || type === "close") {
      panel.isAway = type === "close";
      panel.live?.seen();
    }
    if (type === "open") panel.open({ quiet: !focus });
    if (type === "input") this.#next(() => panel.write(String(text ?? "")));
    if ((type === "open" || type === "send") && text) this.#next(() => this.#send(String(text)));
    if (type === "identify" && id && hash) this.#next(() => this.#identify({ id, hash }));
    if (type === "reset") {
      // What was called for before was called for by whoever has left.
      this.#turn += 1;
      panel.conversation.reset();
      panel.write("");
      panel.forgotten();
    }
  }

  /** One after the other, in the order of the calls, once the panel is ready. */
  #next(act) {
    const turn = this.#turn;
    this.#queue = Promise.resolve(this.#queue || this.#panel.ready)
      .then(() => turn === this.#turn && act())
      .catch(() => {});
  }

  async #send(text) {
    const turn = this.#turn;
    while (this.#panel.busy) await new Promise((after) => setTimeout(after, 100));
    if (turn === this.#turn) this.#panel.ask(text);
  }

  async #identify(who) {
    try {
      if (await this.#panel.conversation.identify(who)) this.#panel.forgotten();
    } catch ({ status }) {
      this.tell("error", { status: status || 0 });
    }
  }

  post(type, more) {
    window.parent.postMessage({ coachchat: 1, type, ...more }, this.#origin);
  }
}

/** Whether a listed site covers an origin; `https://*.example.com` covers every name below. */
export function covers(site, origin) {
  const [start, end] = site.split("*");
  if (end === undefined) return site === origin;
  const within = origin.slice(start.length, origin.length - end.length);
  return origin.startsWith(start) && origin.endsWith(end) && /^[\w.-]+$/.test(within);
}
