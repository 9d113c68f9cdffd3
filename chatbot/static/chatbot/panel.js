/* The chat panel: opening and closing, asking and answering, following what arrives. */
import { Conversation, isForgotten, Lost, newId } from "./conversation.js";
import { Follower } from "./follow.js";
import { sentence } from "./forms.js";
import { chips, ReplyItem, sources, visitorItem } from "./messages.js";
import { askClear, askPerson, askTranscript, offer } from "./offers.js";
import { element } from "./text.js";
import { WORDS } from "./words.js";

const NARROW = matchMedia("(max-width: 40em), (max-height: 28em)");

/** Bring the panel to life; gives an object with `open()` and `close()`. */
export function mount(root, { launcher = null, framed = false } = {}) {
  return new Panel(root, launcher, framed);
}

class Panel {
  constructor(root, launcher, framed) {
    this.root = root;
    this.launcher = launcher;
    this.framed = framed;
    this.config = JSON.parse(document.getElementById("chat-config").textContent);
    this.conversation = new Conversation(this.config.api_base);
    this.opener = null;
    this.busy = false;
    this.email = root.dataset.email;
    this.part = (name) => root.querySelector(`[data-chat="${name}"]`);
    this.log = this.part("log");
    this.field = this.part("text");
    this.follower = new Follower(this.log, this.part("newest"));
    this.menu = root.querySelector(".chat-menu");
    this.listen();
    this.greet();
    this.ready = this.conversation.exists ? this.restore() : this.sendUnsent();
  }

  listen() {
    const on = (name, type, act) => this.part(name)?.addEventListener(type, act);
    on("composer", "submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    on("text", "keydown", (event) => {
      // While an input method composes, Enter chooses a word. 229 is how Safari says it.
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) {
        return;
      }
      event.preventDefault();
      this.submit();
    });
    on("text", "input", () => this.fit());
    on("close", "click", () => this.close());
    on("menu", "click", () => this.toggleMenu(this.menu.hidden));
    on("human", "click", () => this.fromMenu(askPerson));
    on("transcript", "click", () => this.fromMenu(askTranscript));
    on("clear", "click", () => this.fromMenu(askClear));
    this.root.addEventListener("keydown", (event) => this.escape(event));
    document.addEventListener("click", (event) => {
      if (!this.menu.hidden && !event.target.closest(".chat-head")) this.toggleMenu(false);
    });
    window.visualViewport?.addEventListener("resize", () => this.fill());
    window.visualViewport?.addEventListener("scroll", () => this.fill());
    NARROW.addEventListener("change", () => this.fill());
  }

  // Opening and closing ------------------------------------------------------------------------

  /** `quiet` when nobody asked just now: a page that comes back leaves the focus where it is. */
  async open({ opener = this.launcher, text = "", quiet = false } = {}) {
    const wasHidden = this.root.hidden;
    if (wasHidden) this.opener = opener;
    this.root.hidden = false;
    this.launcher?.setAttribute("aria-expanded", "true");
    this.conversation.keep({ open: true });
    this.fill();
    // Typing would bring up the keyboard over the answer, so a phone waits to be tapped.
    const target = text && matchMedia("(pointer: coarse)").matches ? this.root : this.field;
    if (!quiet) target.focus({ preventScroll: true });
    await this.ready;
    if (text) this.ask(text);
    else this.conversation.start().catch(() => {});
    if (wasHidden) this.follower.newest();
  }

  close() {
    this.root.hidden = true;
    this.toggleMenu(false);
    this.launcher?.setAttribute("aria-expanded", "false");
    this.conversation.keep({ open: false });
    this.fill();
    const back = this.opener?.isConnected && this.opener.checkVisibility?.() !== false;
    (back ? this.opener : this.launcher)?.focus();
  }

  escape(event) {
    if (event.key !== "Escape" || event.isComposing) return;
    event.stopPropagation();
    if (!this.menu.hidden) {
      this.toggleMenu(false);
      this.part("menu").focus();
    } else if (!this.framed) this.close();
  }

  toggleMenu(shown) {
    this.menu.hidden = !shown;
    this.part("menu").setAttribute("aria-expanded", String(shown));
  }

  fromMenu(act) {
    this.toggleMenu(false);
    this.focus();
    act(this);
  }

  /** On a phone the panel is exactly what the keyboard leaves of the screen. */
  fill() {
    const fills = !this.root.hidden && (NARROW.matches || this.framed);
    document.documentElement.classList.toggle("chat-open", !this.root.hidden);
    document.documentElement.classList.toggle("chat-fills", fills);
    document.getElementById("page")?.toggleAttribute("inert", fills);
    if (fills) this.root.setAttribute("aria-modal", "true");
    else this.root.removeAttribute("aria-modal");
    const view = window.visualViewport;
    if (fills && view && view.scale === 1) {
      this.root.style.setProperty("--chat-height", `${view.height}px`);
      this.root.style.setProperty("--chat-top", `${view.offsetTop}px`);
    } else {
      this.root.style.removeProperty("--chat-height");
      this.root.style.removeProperty("--chat-top");
    }
    this.follower.follow();
  }

  // Writing into the conversation ---------------------------------------------------------------

  add(node) {
    this.log.append(node);
    this.follower.follow();
  }

  /** A reply begins: whatever the visitor was reading, this is what they asked for. */
  begin(reply) {
    this.suggestions?.remove();
    this.add(reply.node);
    this.follower.newest();
  }

  focus() {
    this.field.focus({ preventScroll: true });
  }

  say(text) {
    const spoken = this.part("spoken");
    spoken.textContent = "";
    // A change of text is what is spoken; the same words twice need a moment in between.
    setTimeout(() => (spoken.textContent = text), 60);
  }

  note(text) {
    this.add(element("li", { class: "chat-note" }, element("p", { dir: "auto" }, text)));
    this.say(text);
  }

  /** Grow the field with its text, up to the five lines of the style sheet. */
  fit() {
    this.field.style.blockSize = "auto";
    const border = this.field.offsetHeight - this.field.clientHeight;
    this.field.style.blockSize = `${this.field.scrollHeight + border}px`;
    this.follower.follow();
  }

  // Asking and answering -----------------------------------------------------------------------

  greet() {
    this.log.replaceChildren();
    const greeting = new ReplyItem();
    greeting.done(this.config.greeting || "");
    if (this.config.suggestions?.length) {
      this.suggestions = chips(this.config.suggestions, (text) => {
        this.focus();
        this.ask(text);
      });
      greeting.after.append(this.suggestions);
    }
    this.add(greeting.node);
  }

  submit() {
    const text = this.field.value.trim();
    if (!text || this.busy) return;
    this.field.value = "";
    this.fit();
    this.ask(text);
  }

  ask(text) {
    if (this.busy) {
      this.field.value ||= text;
      this.fit();
      return;
    }
    this.add(visitorItem(text));
    this.answer({ id: newId(), text });
  }

  async answer(pending, reply = new ReplyItem()) {
    this.setBusy(true);
    this.conversation.keep({ pending });
    reply.wait();
    this.begin(reply);
    try {
      const message = await this.conversation.send({
        ...pending,
        onText: (text) => {
          reply.text(text);
          this.follower.follow();
        },
      });
      this.conversation.keep({ pending: null });
      if (message.status === "interrupted") this.interrupted(reply, pending, message.text);
      else this.finish(reply, message, { fresh: true });
    } catch (error) {
      this.failed(reply, pending, error);
    } finally {
      this.setBusy(false);
      this.follower.follow();
    }
  }

  setBusy(busy) {
    this.busy = busy;
    this.log.setAttribute("aria-busy", String(busy));
    this.part("send").setAttribute("aria-disabled", String(busy));
  }

  finish(reply, message, { fresh }) {
    reply.done(message.text);
    const under = sources(message, {
      rated: this.conversation.recall("ratings")?.[message.id],
      rate: (rating) => this.rate(message.id, rating),
    });
    if (under.childElementCount) reply.after.append(under);
    offer(this, reply.after, message, fresh);
    if (fresh) this.say(message.text);
  }

  /** Store a thumb and remember it, so that it is still there after a reload. */
  async rate(id, rating) {
    await this.conversation.rate(id, rating);
    this.conversation.keep({ ratings: { ...this.conversation.recall("ratings"), [id]: rating } });
    if (rating) this.say(WORDS.thanksRating);
  }

  interrupted(reply, pending, text = reply.shown) {
    reply.done(text);
    this.offerAgain(reply, pending, WORDS.interrupted);
  }

  failed(reply, pending, error) {
    const problem = error instanceof Lost ? WORDS.interrupted : sentence(error);
    const limited = error.status === 429;
    this.offerAgain(reply, error.status === 409 ? { ...pending, id: newId() } : pending, problem, {
      wait: error.retryAfter,
      email: limited && this.email,
    });
  }

  offerAgain(reply, pending, notice, { wait = 0, email = "" } = {}) {
    const again = () => {
      if (this.busy) return;
      this.focus();
      this.answer(pending, reply);
    };
    reply.failed(notice, { again, wait, email });
    this.say(notice);
  }

  // Coming back --------------------------------------------------------------------------------

  async restore() {
    let messages;
    try {
      messages = await this.conversation.history();
    } catch (error) {
      if (isForgotten(error)) this.conversation.drop();
      else this.offerHistory();
      return;
    }
    const pending = this.conversation.recall("pending");
    let last = null;
    for (const message of messages) {
      last = message;
      if (message.role === "visitor") this.add(visitorItem(message.text));
      else if (message !== messages.at(-1) || message.status === "complete") this.past(message);
    }
    if (messages.length) this.suggestions?.remove();
    this.resume(last, messages, pending);
    this.follower.newest();
  }

  /** The page went away before the conversation had begun: the question was kept, so ask it. */
  async sendUnsent() {
    const pending = this.conversation.recall("pending");
    if (!pending) return;
    this.add(visitorItem(pending.text));
    this.answer(pending);
  }

  past(message) {
    const reply = new ReplyItem();
    this.finish(reply, message, { fresh: false });
    this.add(reply.node);
  }

  /** What was being answered when the page went away is asked for again, under the same id. */
  resume(last, messages, pending) {
    const open = last && (last.role === "visitor" || last.status !== "complete");
    const said = messages.filter((message) => message.role === "visitor").at(-1)?.text;
    if (pending && open && said === pending.text) this.answer(pending);
    else if (pending && said !== pending.text) this.ask(pending.text);
    else if (open && said) {
      const reply = new ReplyItem();
      this.add(reply.node);
      this.interrupted(reply, { id: newId(), text: said }, last.role === "visitor" ? "" : last.text);
    } else this.conversation.keep({ pending: null });
  }

  offerHistory() {
    const reply = new ReplyItem();
    this.add(reply.node);
    reply.failed(WORDS.notLoaded, {
      again: () => {
        reply.node.remove();
        this.restore();
      },
    });
  }
}
