/* A person in the conversation: fetched only once one is wanted. Asks for their words, seldom while
   nothing comes and not at all while the page is out of sight; counts what was not seen. */
import { isForgotten } from "./conversation.js";
import { ReplyItem } from "./messages.js";

const QUICK = 3_000;
const SLOW = 30_000;

export class Live {
  #panel;
  #about;
  #state = "none";
  #after = null;
  #read = null;
  #unread = 0;
  #pause = QUICK;
  #timer;
  #asking = false;

  constructor(panel) {
    this.#panel = panel;
    this.#about = panel.part("about").textContent;
    document.addEventListener("visibilitychange", () => {
      this.seen();
      this.#again();
    });
    // On a page of ours the panel itself is shown; the page around a frame says so (host.js).
    new MutationObserver(() => this.seen()).observe(panel.root, { attributeFilter: ["hidden"] });
  }

  /** What the server says of a person. What one reply says alone is followed by a look. */
  hear(handoff) {
    const before = this.#state;
    this.#state = handoff.state;
    if (handoff.who !== undefined) this.#show(handoff, before);
    if (handoff.state !== before || handoff.who === undefined) this.#again();
  }

  /** Whoever was here is gone. */
  stop() {
    clearTimeout(this.#timer);
    this.#state = "none";
    this.#after = this.#read = null;
    this.#count(0);
    this.#panel.part("about").textContent = this.#about;
    this.#panel.part("human").hidden = false;
  }

  #show({ state, who, again, text }, before) {
    const panel = this.#panel;
    const isPerson = state === "person";
    panel.part("about").textContent = who || this.#about;
    panel.part("hours").textContent = text;
    panel.part("human").hidden = isPerson;
    if (before === "person" && !isPerson) panel.note(again);
    else if (before !== "person" && isPerson) panel.say(who);
  }

  #again() {
    this.#pause = QUICK;
    clearTimeout(this.#timer);
    if (this.#state !== "none" && document.visibilityState === "visible") this.#look();
  }

  async #look() {
    if (this.#asking) return;
    const panel = this.#panel;
    const { era } = panel;
    const { id } = panel.conversation;
    const late = () => era !== panel.era || id !== panel.conversation.id;
    this.#asking = true;
    try {
      const news = await panel.conversation.look({ after: this.#after, read: this.#read });
      if (!late()) {
        if (this.#add(news.messages)) this.#pause = QUICK;
        this.hear(news.handoff);
      }
    } catch (error) {
      if (!late() && isForgotten(error)) this.#state = "none";
      else this.#pause = Math.max(this.#pause, (error.retryAfter || 0) * 1000);
    }
    this.#asking = false;
    this.#plan();
  }

  #plan() {
    clearTimeout(this.#timer);
    if (this.#state === "none" || document.visibilityState !== "visible") return;
    this.#timer = setTimeout(() => this.#look(), this.#pause);
    this.#pause = Math.min(this.#pause * 1.2, SLOW);
  }

  /** Show what is new, and give whether there was any. */
  #add(messages) {
    const panel = this.#panel;
    // While a reply is being written it would come in between.
    if (panel.busy) return messages.length > 0;
    const fresh = messages.filter(({ id }) => !panel.known.has(id));
    for (const message of fresh) {
      panel.suggestions?.remove();
      const reply = new ReplyItem(message.author);
      panel.known.add(message.id);
      reply.done(message.text);
      panel.add(reply.node);
      panel.say(`${message.author}: ${message.text}`);
      panel.tell("message:received", { id: message.id, outcome: null });
    }
    if (messages.length) this.#after = messages.at(-1).id;
    if (!this.#isShown()) this.#count(this.#unread + fresh.length);
    this.seen();
    return fresh.length > 0;
  }

  #isShown() {
    const { isAway, root } = this.#panel;
    return !isAway && !root.hidden && document.visibilityState === "visible";
  }

  /** The visitor looks at it, if they do. */
  seen() {
    if (!this.#isShown()) return;
    this.#count(0);
    if (this.#after === this.#read) return;
    this.#read = this.#after;
    // Said soon, so that it is not sent by email as well.
    this.#pause = QUICK;
    if (!this.#asking) this.#plan();
  }

  #count(unread) {
    if (unread === this.#unread) return;
    this.#unread = unread;
    const { launcher, host } = this.#panel;
    if (launcher) launcher.dataset.unread = unread || "";
    host?.post("unread", { text: unread ? ` (${unread})` : "" });
    this.#panel.tell("unread:changed", { count: unread });
  }
}
