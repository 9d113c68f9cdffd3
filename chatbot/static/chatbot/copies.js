/* The menu's copies and its end: into the clipboard, by email, and deleting. Fetched with the menu. */
import { emailError, formFrom } from "./forms.js";
import { element, WORDS } from "./text.js";

/** Seconds between two looks at what became of a copy. */
const LOOK_AFTER = [5, 20, 60, 300];

/** The conversation as text: into the clipboard, or shown for copying where that is denied. */
export async function copy(panel) {
  if (panel.log.querySelector(".chat-said") === null) {
    panel.note(WORDS.nothingYet);
    return;
  }
  const text = [...panel.log.querySelectorAll(".chat-bubble, .chat-words")]
    .map((node) =>
      node.matches(".chat-words")
        ? `${node.dataset.author || WORDS.assistant} ${node.innerText}`
        : `${WORDS.you} ${node.lastChild.textContent}`,
    )
    .join("\n\n");
  try {
    await navigator.clipboard.writeText(text);
    panel.note(WORDS.copied);
  } catch {
    const field = element("textarea", { rows: 6, readonly: "" });
    field.value = text;
    const label = element("label", { class: "chat-field" }, WORDS.copyHere, field);
    panel.add(element("li", { class: "chat-note" }, label));
    panel.follower.newest();
    field.select();
  }
}

/** Send a copy of the conversation to an address. */
export function transcript(panel) {
  if (panel.log.querySelector(".chat-said") === null) panel.note(WORDS.nothingYet);
  else {
    insert(panel, "transcript", {
      check: emailError,
      send: async ({ email }) => {
        const copy = await panel.conversation.transcript(email);
        watchCopy(panel, email, copy);
      },
      done: ({ email }) => panel.note(`${WORDS.sentCopy} ${email}.`),
    });
  }
}

/** A copy that cannot be sent is not passed over in silence. */
async function watchCopy(panel, email, { id }) {
  const { era } = panel;
  for (const seconds of LOOK_AFTER) {
    await new Promise((after) => setTimeout(after, seconds * 1000));
    const status = await panel.conversation.sent(id).catch(() => "sent");
    if (era !== panel.era || status === "sent") return;
    if (status === "failed") {
      panel.note(`${WORDS.copyFailed} ${email}.`);
      return;
    }
  }
}

/** Delete the conversation, after asking once. */
export function clear(panel) {
  insert(panel, "clear", {
    send: () => panel.conversation.forget(),
    done: () => {
      panel.forgotten();
      panel.note(WORDS.cleared);
    },
  });
}

/** A small form as the newest thing in the conversation; only one of each kind. */
function insert(panel, name, { done, ...rest }) {
  panel.log.querySelector(`[data-form="${name}"]`)?.remove();
  const item = element("li", { class: "chat-note", "data-form": name });
  const leave = () => {
    item.remove();
    panel.focus();
  };
  const form = formFrom(name, {
    ...rest,
    done: (values) => {
      leave();
      done(values);
    },
    cancel: leave,
  });
  item.append(form);
  panel.add(item);
  panel.follower.newest();
  form.querySelector("input, button").focus({ preventScroll: true });
}
