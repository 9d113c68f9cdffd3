/* Keeping the newest words in sight, until the reader goes up to read. */
const NEAR = 24;

export class Follower {
  #log;
  #button;
  #following = true;
  #top = 0;
  #place = 0;
  #full = 0;

  constructor(log, button) {
    this.#log = log;
    this.#button = button;
    log.addEventListener("scroll", () => this.#notice(), { passive: true });
    button.addEventListener("click", () => this.newest());
    new ResizeObserver(() => this.follow()).observe(log);
  }

  /** Show the end, unless the reader has gone up. */
  follow() {
    // New text may come before the event that tells of the reader's scrolling.
    if (this.#log.scrollTop < this.#top - 1) this.#notice();
    // The greeting alone is read from its beginning.
    if (!this.#following || this.#log.childElementCount < 2) return;
    this.#log.scrollTop = this.#log.scrollHeight;
    this.#remember();
  }

  /** Show the end whatever the reader was looking at. */
  newest() {
    this.#set(true);
    this.#top = 0;
    this.follow();
  }

  #notice() {
    const { scrollTop, scrollHeight, clientHeight } = this.#log;
    const left = scrollHeight - scrollTop - clientHeight;
    // What moves because a keyboard came, or the text has shrunk, is not the reader's doing.
    const isMoved = clientHeight !== this.#place || scrollHeight < this.#full;
    if (!isMoved && scrollTop < this.#top - 1 && left > 2) this.#set(false);
    else if (left < NEAR) this.#set(true);
    this.#remember();
  }

  #remember() {
    this.#top = this.#log.scrollTop;
    this.#place = this.#log.clientHeight;
    this.#full = this.#log.scrollHeight;
  }

  #set(following) {
    this.#following = following;
    this.#button.hidden = following;
  }
}
