/* The chat panel: opening and closing, its menu, and following what arrives. */
import { Follower } from "./follow.js";
import { Host } from "./host.js";
import { Menu } from "./menu.js";
import { askPerson } from "./offers.js";
import { Talk } from "./talk.js";
import { element, WORDS } from "./text.js";

const NARROW = matchMedia("(max-width: 40em), (max-height: 28em)");

/** Bring the panel to life; gives an object with `open()` and `close()`. */
export function mount(root, { launcher = null, framed = false } = {}) {
  return new Panel(root, launcher, framed);
}

class Panel extends Talk {
  constructor(root, launcher, framed) {
    super(root);
    this.launcher = launcher;
    this.framed = framed;
    this.opener = null;
    this.follower = new Follower(this.log, this.part("newest"));
    this.menu = new Menu(this.part("menu"), root.querySelector(".chat-menu"));
    this.listen();
    this.greet();
    this.host = Host.of(this);
    this.ready = Promise.resolve(this.host?.hello).then(() => this.comeBack());
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
    on("human", "click", () => this.fromMenu(askPerson));
    // Once the menu is open, what it offers is on its way.
    const copies = () => import("./copies.js");
    on("menu", "click", () => copies().catch(() => {}));
    for (const name of ["transcript", "copy", "clear"]) {
      const act = (module) => module[name](this);
      on(name, "click", () =>
        this.fromMenu(() => copies().then(act, () => this.note(WORDS.failed))),
      );
    }
    this.root.addEventListener("keydown", (event) => this.escape(event));
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
    // Typing would bring up the keyboard over what there is to read, so a phone waits to be tapped.
    const waits = (text || this.host) && matchMedia("(pointer: coarse)").matches;
    const target = waits ? this.root : this.field;
    if (!quiet) target.focus({ preventScroll: true });
    await this.ready;
    if (text) this.ask(text);
    else this.begun();
    if (wasHidden) this.follower.newest();
  }

  /** Somebody looks at the panel: have the conversation ready for what they will write. */
  begun() {
    this.conversation
      .start()
      .then(() => (this.showing = this.conversation.id))
      .catch(() => {});
  }

  close() {
    this.menu.toggle(false);
    if (this.host) {
      this.host.close();
      return;
    }
    this.root.hidden = true;
    this.launcher?.setAttribute("aria-expanded", "false");
    this.conversation.keep({ open: false });
    this.fill();
    const back = this.opener?.isConnected && this.opener.checkVisibility?.() !== false;
    (back ? this.opener : this.launcher)?.focus();
  }

  escape(event) {
    if (event.key !== "Escape" || event.isComposing) return;
    event.stopPropagation();
    if (this.menu.isOpen) this.menu.leave();
    else if (this.booking) this.booking();
    else if (this.host || !this.framed) this.close();
  }

  fromMenu(act) {
    this.menu.toggle(false);
    this.booking?.();
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
    this.booking?.();
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

  /** Put words into the field, for the visitor to send. */
  write(text) {
    this.field.value = text;
    this.fit();
  }

  /** Grow the field with its text, up to the five lines of the style sheet. */
  fit() {
    this.field.style.blockSize = "auto";
    const border = this.field.offsetHeight - this.field.clientHeight;
    this.field.style.blockSize = `${this.field.scrollHeight + border}px`;
    this.follower.follow();
  }
}
