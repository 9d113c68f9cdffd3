/* How messages look: the visitor's words, a reply while it arrives, and what follows a reply. */
import { element, link, rich, WORDS } from "./text.js";

const unseen = (text) => element("span", { class: "unseen" }, `${text} `);

/** What the visitor wrote, as they wrote it. */
export function visitorItem(text) {
  return element(
    "li",
    { class: "chat-said" },
    element("div", { class: "chat-bubble" }, unseen(WORDS.you), element("p", { dir: "auto" }, text)),
  );
}

/**
 * A reply that grows. `text()` shows what has come so far, `done()` ends it. `author` is the person who
 * wrote it, and is named; the assistant is not.
 */
export class ReplyItem {
  constructor(author) {
    this.words = element("div", { class: "chat-words", "data-author": author || "" });
    this.after = element("div", { class: "chat-after" });
    const who = author ? element("p", { class: "chat-about" }, author) : unseen(WORDS.assistant);
    this.node = element("li", { class: "chat-reply" }, who, this.words, this.after);
    this.caret = element("span", { class: "chat-caret", "aria-hidden": "true" });
    this.shown = "";
    this.isFailed = false;
  }

  wait() {
    this.isFailed = false;
    this.shown = "";
    this.after.replaceChildren();
    this.words.replaceChildren(element("p", {}, this.caret));
  }

  text(text) {
    this.shown = text;
    this.words.replaceChildren(rich(text));
    let last = this.words;
    while (last.lastElementChild?.matches("p, ul, li")) last = last.lastElementChild;
    last.append(this.caret);
  }

  done(text) {
    this.shown = text;
    this.caret.remove();
    this.words.replaceChildren(rich(text));
  }

  /** It ended badly: what came stays, with a sentence and a way on. */
  failed(notice, { email, again, wait }) {
    this.caret.remove();
    if (!this.shown) this.words.replaceChildren();
    const box = element("div", { class: "chat-failed" }, element("p", { dir: "auto" }, notice));
    if (email) {
      const to = link(`mailto:${email}`, email);
      box.firstElementChild.append(` ${WORDS.write} `, to, ".");
    }
    const button = element("button", { type: "button", class: "chat-chip" }, WORDS.again);
    button.addEventListener("click", () => again());
    if (wait) countDown(wait, button, box);
    box.append(button);
    this.after.replaceChildren(box);
    this.isFailed = true;
  }
}

/** Say in words how long to wait, each second anew; only then can the button be pressed. */
function countDown(seconds, button, box) {
  const until = Date.now() + seconds * 1000;
  const line = element("p", { dir: "auto" });
  const tick = () => {
    const left = Math.ceil((until - Date.now()) / 1000);
    button.disabled = left > 0;
    if (!button.disabled) {
      line.remove();
      clearInterval(timer);
      return;
    }
    const [count, unit] = left < 100 ? [left, "second"] : [Math.ceil(left / 60), "minute"];
    const style = { style: "unit", unit, unitDisplay: "long" };
    const time = new Intl.NumberFormat(document.documentElement.lang, style).format(count);
    line.textContent = WORDS.wait.replace("%(time)s", time);
  };
  const timer = setInterval(tick, 1000);
  tick();
  box.append(line);
}

/**
 * The sources of an answer, small beneath it, and the question whether it helped. `rated` is what
 * was said to that before, `rate(rating)` stores it.
 */
export function sources(message, { rated, rate }) {
  const row = element("div", { class: "chat-sources" });
  const titles = message.sources.filter((source) => source.title);
  if (titles.length) {
    const line = element("p", { dir: "auto" }, `${WORDS.source} `);
    titles.forEach(({ title, url }, index) => {
      if (index) line.append(", ");
      line.append(url ? link(url, title) : element("cite", {}, title));
    });
    row.append(line, rating(rated, rate));
  }
  return row;
}

function rating(rated, rate) {
  const group = document.getElementById("chat-rating").content.firstElementChild.cloneNode(true);
  const show = (chosen) => {
    for (const button of group.children) {
      button.setAttribute("aria-pressed", String(button.dataset.rating === chosen));
    }
  };
  let stored = rated || null;
  show(stored);
  group.addEventListener("click", async (event) => {
    const pressed = event.target.closest("[data-rating]");
    if (!pressed) return;
    const chosen =
      pressed.getAttribute("aria-pressed") === "true" ? null : pressed.dataset.rating;
    show(chosen);
    try {
      await rate(chosen);
      stored = chosen;
    } catch {
      show(stored);
    }
  });
  return group;
}

/** A row of buttons; `choose(text)` hears which. */
export function chips(labels, choose) {
  const row = element("div", { class: "chat-chips" });
  for (const label of labels) {
    const chip = element("button", { type: "button", class: "chat-chip", dir: "auto" }, label);
    chip.addEventListener("click", () => choose(label, chip));
    row.append(chip);
  }
  return row;
}
