/* The small forms inside a conversation: leave an email, send a copy, delete. */
import { Lost } from "./conversation.js";
import { element, WORDS } from "./text.js";

let count = 0;

/**
 * A form from its template. `check(values)` gives errors by field name, `send(values)` the promise
 * of having sent it, `done(values)` runs afterwards, `cancel()` when the visitor thinks better of it.
 */
export function formFrom(name, { check = () => ({}), send, done, cancel }) {
  const form = document.getElementById(`chat-${name}`).content.firstElementChild.cloneNode(true);
  let sending = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    if (sending) return;
    const values = valuesOf(form);
    if (show(form, check(values))) return;
    sending = true;
    form.setAttribute("aria-busy", "true");
    try {
      await send(values);
      done(values);
    } catch (error) {
      show(form, errorsOf(error));
    } finally {
      sending = false;
      form.removeAttribute("aria-busy");
    }
  });
  form.addEventListener("click", (event) => {
    if (event.target.closest("[data-cancel]")) cancel();
  });
  return form;
}

export function emailError({ email }) {
  return /^\S+@\S+\.\S+$/.test(email) ? {} : { email: [WORDS.needEmail] };
}

export function leadErrors(values) {
  return { ...emailError(values), ...(values.consent ? {} : { consent: [WORDS.needConsent] }) };
}

/** The sentence to show for what went wrong. */
export function sentence(error) {
  if (error instanceof Lost) return WORDS.failed;
  const errors = Object.values(error.problem?.errors || {});
  return errors.flat()[0] || error.message || (error.status === 429 ? WORDS.busy : WORDS.failed);
}

function errorsOf(error) {
  const errors = error.problem?.errors;
  return errors && Object.keys(errors).length ? errors : { "": [sentence(error)] };
}

function valuesOf(form) {
  const values = {};
  for (const field of form.elements) {
    if (!field.name) continue;
    if (field.type === "checkbox") values[field.name] = field.checked;
    else if (field.value.trim()) values[field.name] = field.value.trim();
  }
  return values;
}

/** Write each error under its field and go to the first; false when there is none. */
function show(form, errors) {
  for (const old of form.querySelectorAll(".chat-error")) old.remove();
  for (const field of form.elements) {
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
  }
  let first = null;
  for (const [name, [text]] of Object.entries(errors)) {
    const field = name && form.elements.namedItem(name);
    const id = `chat-error-${(count += 1)}`;
    const note = element("p", { class: "chat-error", id }, text);
    if (field) {
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", id);
      field.closest("label").after(note);
      first ??= field;
    } else {
      note.setAttribute("role", "alert");
      form.append(note);
    }
  }
  first?.focus();
  return Object.keys(errors).length > 0;
}
