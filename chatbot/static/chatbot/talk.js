/* What is said: asking and answering. */
import { Conversation, Lost, newId } from "./conversation.js";
import { sentence } from "./forms.js";
import { onOthers } from "./kept.js";
import { chips, ReplyItem, sources, visitorItem } from "./messages.js";
import { offer } from "./offers.js";
import { newest, Past } from "./past.js";
import { WORDS } from "./text.js";

/** The talking half of the panel; the other half, in panel.js, shows it. */
export class Talk extends Past {
  constructor(root) {
    super();
    this.root = root;
    this.config = JSON.parse(document.getElementById("chat-config").textContent);
    this.conversation = new Conversation(this.config.api_base);
    this.conversation.onEvent = (name, detail) => this.tell(name, detail);
    this.conversation.onHandoff = (handoff) => this.follows(handoff);
    this.tab = newId();
    this.busy = false;
    // Counts what the log was begun anew for: what was under way for one is not shown in the next.
    this.era = 0;
    this.email = root.dataset.email;
    this.part = (name) => root.querySelector(`[data-chat="${name}"]`);
    this.log = this.part("log");
    this.field = this.part("text");
    // The conversation on show, the newest message of it, and every reply: all by their ids.
    this.showing = this.conversation.id;
    this.last = "";
    this.known = new Set();
    onOthers(() => this.sync());
  }

  /** Let the page around know; ids only. */
  tell(name, detail = {}) {
    this.host?.tell(name, detail);
  }

  /** When a person answers, told before anything is written; what one says is followed from then on. */
  follows(handoff) {
    if (!handoff) return;
    this.part("hours").textContent = handoff.text ?? this.part("hours").textContent;
    if (handoff.state === "none" && !this.live) return;
    import("./live.js").then(({ Live }) => (this.live ??= new Live(this)).hear(handoff), () => {});
  }

  greet() {
    this.era += 1;
    this.log.replaceChildren();
    this.last = "";
    this.known.clear();
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

  /** Whoever was here is gone: nothing of theirs stays on show, and nothing of it comes late. */
  forgotten() {
    this.stale = false;
    this.left = undefined;
    this.showing = undefined;
    this.live?.stop();
    this.booking?.();
    this.setBusy(false);
    this.greet();
  }

  async answer(pending, reply = new ReplyItem()) {
    const { era } = this;
    this.setBusy(true);
    this.conversation.keep({ pending });
    reply.wait();
    this.begin(reply);
    let said = {};
    try {
      await this.conversation.start();
      this.writing(Date.now());
      this.tell("message:sent", { id: pending.id });
      const message = await this.conversation.send({
        ...pending,
        onText: (text) => {
          if (era !== this.era) return;
          reply.text(text);
          this.follower.follow();
        },
      });
      if (era !== this.era) return;
      this.conversation.keep({ pending: null });
      if (message.role === "person") {
        said = { said: newest(this.conversation.recall("said"), this.tab, message.id) };
        this.handed(reply, message);
      } else if (message.status === "interrupted") this.interrupted(reply, pending, message.text);
      else {
        said = { said: newest(this.conversation.recall("said"), this.tab, message.id) };
        this.finish(reply, message, { fresh: true });
      }
    } catch (error) {
      if (era === this.era) this.failed(reply, pending, error);
    } finally {
      if (era === this.era) {
        this.writing(undefined, said);
        this.settle();
      }
    }
  }

  /** Nothing is being written any more: show what other tabs have said meanwhile. */
  settle() {
    this.setBusy(false);
    this.showing = this.conversation.id;
    this.follower.follow();
    if (!this.stale) return;
    this.stale = false;
    this.redraw();
  }

  setBusy(busy) {
    this.busy = busy;
    this.log.setAttribute("aria-busy", String(busy));
    this.part("send").setAttribute("aria-disabled", String(busy));
  }

  finish(reply, message, { fresh }) {
    this.last = message.id;
    this.known.add(message.id);
    reply.done(message.text);
    const under = sources(message, {
      rated: message.feedback,
      rate: (rating) => this.rate(message.id, rating),
    });
    if (under.childElementCount) reply.after.append(under);
    offer(this, reply.after, message, fresh);
    if (!fresh) return;
    this.say(message.text);
    this.tell("message:received", { id: message.id, outcome: message.outcome });
    if (message.outcome === "lead_captured") this.tell("lead:captured", { id: message.id });
    if (message.outcome === "handoff") {
      this.tell("handoff:requested", { id: message.id });
      this.follows({ state: "waiting" });
    }
  }

  /** A person has it: their words come later, and not as a reply. */
  handed(reply, { id }) {
    reply.node.remove();
    this.known.add(id);
    this.follows({ state: "person" });
  }

  async rate(id, rating) {
    await this.conversation.rate(id, rating);
    if (rating) this.say(WORDS.thanksRating);
  }

  interrupted(reply, pending, text = reply.shown) {
    reply.done(text);
    this.offerAgain(reply, pending, WORDS.interrupted);
  }

  failed(reply, pending, error) {
    const lost = error instanceof Lost;
    const problem = lost ? WORDS.interrupted : sentence(error);
    const limited = error.status === 429;
    this.tell("error", { status: error.status || 0 });
    const again = this.offerAgain(
      reply,
      error.status === 409 ? { ...pending, id: newId() } : pending,
      problem,
      { wait: error.retryAfter, email: limited && this.email },
    );
    // The network came back: nobody has to press anything.
    if (lost && !navigator.onLine) window.addEventListener("online", again, { once: true });
  }

  offerAgain(reply, pending, notice, { wait = 0, email = "" } = {}) {
    const again = () => {
      if (this.busy || !reply.node.isConnected || !reply.isFailed) return;
      if (document.hasFocus()) this.focus();
      this.answer(pending, reply);
    };
    reply.failed(notice, { again, wait, email });
    this.say(notice);
    return again;
  }
}
