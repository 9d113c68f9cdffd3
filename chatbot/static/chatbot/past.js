/* Coming back to a conversation, and what other tabs have said in it. */
import { isForgotten, newId } from "./conversation.js";
import { ReplyItem, visitorItem } from "./messages.js";
import { WORDS } from "./text.js";

/** The longest that a reply takes, after which a tab that began one is taken for gone. */
const WRITING = 60_000;

/** What the talk knows of the past and of other tabs. */
export class Past {
  /** Show what was said before, or send what was not sent. */
  comeBack() {
    this.showing = this.conversation.id;
    return this.conversation.exists ? this.restore() : this.sendUnsent();
  }

  async restore() {
    const { era } = this;
    let messages;
    try {
      messages = await this.conversation.history();
    } catch (error) {
      if (era !== this.era) return;
      if (isForgotten(error)) this.conversation.drop();
      else this.offerHistory();
      return;
    }
    if (this.isLate(era)) return;
    this.showing = this.conversation.id;
    const pending = this.conversation.recall("pending");
    const left = this.elsewhere();
    const elsewhere = !pending && left > 0;
    this.draw(elsewhere ? answered(messages) : messages);
    if (messages.length) this.suggestions?.remove();
    if (elsewhere) setTimeout(() => this.sync(), left);
    else this.resume(messages.at(-1), messages, pending);
    this.follower.newest();
  }

  /** Whether to leave out what was fetched. Where something is being asked, it all is drawn after it. */
  isLate(era) {
    if (era !== this.era) return true;
    this.stale ||= this.busy;
    return this.busy;
  }

  draw(messages) {
    for (const message of messages) {
      // What a person has to answer is here from when it was sent, and what they said from a look.
      if (this.known.has(message.id)) continue;
      if (message.role === "visitor") {
        this.known.add(message.id);
        this.add(visitorItem(message.text));
      } else if (message !== messages.at(-1) || isWhole(message)) this.past(message);
    }
  }

  redraw() {
    this.greet();
    return this.comeBack();
  }

  /** Another tab has said something, begun anew, or deleted everything. */
  async sync() {
    if (this.busy) {
      this.stale = true;
      return;
    }
    const { id } = this.conversation;
    if (id !== this.showing) {
      // What somebody else had still to send here is not sent for whoever comes next.
      if (this.showing) this.conversation.keep({ pending: null });
      this.showing = id;
      await this.redraw();
      return;
    }
    const said = Object.values(this.conversation.recall("said") || {});
    if (!id || this.elsewhere() > 0 || said.every((reply) => this.known.has(reply))) return;
    // Of two that ask for the news at once, one shows them.
    const era = (this.era += 1);
    const news = await this.conversation.history(this.last).catch(() => []);
    if (this.isLate(era)) return;
    if (news[0]?.role !== "visitor") {
      // Two tabs spoke at once, so that what is new does not all come after what is here.
      await this.redraw();
      return;
    }
    this.suggestions?.remove();
    this.draw(answered(news));
    this.follower.follow();
  }

  /** The page went away before the conversation had begun: the question was kept, so ask it. */
  async sendUnsent() {
    const pending = this.conversation.recall("pending");
    if (!pending) return;
    this.add(visitorItem(pending.text));
    this.answer(pending);
  }

  past(message) {
    const reply = new ReplyItem(message.author);
    this.finish(reply, message, { fresh: false });
    this.add(reply.node);
  }

  /** What was being answered when the page went away is asked for again, under the same id. */
  resume(last, messages, pending) {
    const open = last && !isWhole(last);
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
    const again = () => {
      window.removeEventListener("online", again);
      if (!reply.node.isConnected) return;
      reply.node.remove();
      this.restore();
    };
    window.addEventListener("online", again, { once: true });
    reply.failed(WORDS.notLoaded, { again });
  }

  /** Tell the other tabs that a reply is being written here, or no more. */
  writing(since, more) {
    const writing = newest(this.conversation.recall("writing"), this.tab, since);
    this.conversation.keep({ writing, ...more });
  }

  /** Milliseconds for which another tab may still be writing a reply. */
  elsewhere() {
    const { [this.tab]: _, ...others } = this.conversation.recall("writing") || {};
    return Math.max(0, ...Object.values(others)) + WRITING - Date.now();
  }
}

/** Whether nothing is to follow: a whole reply, or words that a person has and answers later. */
const isWhole = ({ role, status, outcome }) =>
  role === "visitor" ? outcome === "handoff" : status === "complete";

/** The messages up to the last whole one: what comes after it is being answered elsewhere. */
const answered = (messages) => messages.slice(0, messages.findLastIndex(isWhole) + 1);

/** One more entry of a table with a line for each tab; tabs that were closed long ago fall out. */
export function newest(table, tab, value) {
  const { [tab]: _, ...others } = table || {};
  return Object.fromEntries([...Object.entries(others).slice(-8), [tab, value]]);
}
