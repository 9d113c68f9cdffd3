/* The preview of an email, drawn anew while its words are typed. Without this a button draws it. */
const $ = (selector) => document.querySelector(selector);
const form = $("#letters-form");
const button = $("#letters-draw");
const stage = $(".letters-stage");
/** Long enough that a word is not drawn letter by letter, in milliseconds. */
const PAUSE = 500;

let waiting = 0;

/** A fresh frame each time: what is drawn in the old one would be a step of the browser's Back. */
function draw() {
  clearTimeout(waiting);
  const old = $("#letters-frame");
  const frame = old.cloneNode();
  frame.removeAttribute("src");
  old.replaceWith(frame);
  form.requestSubmit(button);
}

function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(draw, PAUSE);
}

for (const input of document.querySelectorAll('input[name="letters-width"]')) {
  input.addEventListener("change", () => {
    stage.dataset.width = input.value;
  });
}
form.addEventListener("input", soon);
// They belong to the form and stand outside of it.
for (const input of document.querySelectorAll(".letters-views [form]")) {
  if (input !== button) input.addEventListener("change", draw);
}
button.hidden = true;
if (innerWidth >= 1200) $('input[name="letters-width"][value="desktop"]').click();
draw();
