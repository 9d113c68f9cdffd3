/* The options of the conversation: a button that discloses a list of buttons. Tab goes through them as
   anywhere; the arrow keys do too. https://www.w3.org/WAI/ARIA/apg/patterns/disclosure/ */
export class Menu {
  #button;
  #list;

  constructor(button, list) {
    this.#button = button;
    this.#list = list;
    button.addEventListener("click", () => this.toggle());
    for (const place of [button, list]) {
      place.addEventListener("keydown", (event) => this.#go(event));
      place.addEventListener("focusout", ({ relatedTarget: next }) => {
        if (next && next !== button && !list.contains(next)) this.toggle(false);
      });
    }
    document.addEventListener("click", ({ target }) => {
      if (!button.contains(target) && !list.contains(target)) this.toggle(false);
    });
  }

  get isOpen() {
    return !this.#list.hidden;
  }

  toggle(open = !this.isOpen) {
    this.#list.hidden = !open;
    this.#button.setAttribute("aria-expanded", String(open));
  }

  /** Close it, and go back to where it was opened. */
  leave() {
    this.toggle(false);
    this.#button.focus();
  }

  #go(event) {
    const items = [...this.#list.querySelectorAll("button")];
    const at = items.indexOf(document.activeElement);
    const next = {
      ArrowDown: at + 1,
      ArrowUp: at < 0 ? items.length - 1 : at - 1 + items.length,
      Home: 0,
      End: items.length - 1,
    }[event.key];
    if (next === undefined || (at < 0 && !event.key.startsWith("Arrow"))) return;
    event.preventDefault();
    this.toggle(true);
    items[next % items.length].focus();
  }
}
