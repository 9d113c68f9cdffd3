/* What a conversation offers besides answers: an email to leave, a time, a person. */
import { bookingCard } from "./booking.js";
import { isForgotten } from "./conversation.js";
import { formFrom, leadErrors, sentence } from "./forms.js";
import { chips, ReplyItem } from "./messages.js";
import { element, link, WORDS } from "./text.js";

/** Put the `actions` of a reply under it. What was offered long ago keeps only its links. */
export function offer(panel, place, message, fresh) {
  const row = element("div", { class: "chat-chips" });
  if (fresh) withdraw(panel, message);
  for (const { type, label, url } of message.actions) {
    if (type === "booking") place.append(bookingCard(panel, { url, label }));
    if (type === "link") row.append(link(url, label || url));
    if (type === "human" && fresh) {
      const choose = (_, chip) => {
        chip.remove();
        askPerson(panel);
      };
      const [chip] = chips([label || WORDS.person], choose).children;
      chip.dataset.person = "";
      row.append(chip);
    }
    if (type === "lead_form" && fresh && !panel.conversation.recall("lead")) {
      place.append(leadForm(panel));
    }
  }
  if (row.childElementCount) place.append(row);
}

/**
 * A new reply takes the form under an older one with it, unless the visitor has begun to write in
 * it and it may still be sent. To somebody in danger nothing is offered, nor is anything left over.
 */
function withdraw(panel, message) {
  const kindly = message.outcome === "refused" && !message.actions.length;
  const another = message.actions.some(({ type }) => type === "lead_form");
  for (const form of panel.log.querySelectorAll(".chat-lead")) {
    const begun = [...form.elements].some(({ type, value, checked }) =>
      type === "checkbox" ? checked : type !== "submit" && value,
    );
    if (kindly || another || !begun) form.remove();
  }
  if (kindly) {
    for (const old of panel.log.querySelectorAll(".chat-card, [data-person]")) old.remove();
  }
}

function leadForm(panel) {
  const form = formFrom("lead", {
    check: leadErrors,
    send: (values) => sendLead(panel.conversation, values),
    done: ({ name, email }) => {
      panel.conversation.keep({ lead: true });
      panel.left = { name, email };
      form.replaceWith(element("p", { class: "chat-done" }, WORDS.thanksLead));
      panel.focus();
      panel.say(WORDS.thanksLead);
    },
  });
  form.classList.add("chat-lead");
  form.addEventListener("toggle", () => panel.follower.follow(), true);
  return form;
}

async function sendLead(conversation, values) {
  try {
    return await conversation.lead(values);
  } catch (error) {
    if (!isForgotten(error)) throw error;
    conversation.drop();
    return conversation.lead(values);
  }
}

/** A person please: the owner is told, and the reply says what happens next. */
export async function askPerson(panel) {
  if (panel.busy) return;
  const { era } = panel;
  panel.setBusy(true);
  const reply = new ReplyItem();
  reply.wait();
  panel.begin(reply);
  try {
    const message = await panel.conversation.person();
    if (era === panel.era) panel.finish(reply, message, { fresh: true });
  } catch (error) {
    if (era !== panel.era) return;
    if (isForgotten(error)) panel.conversation.drop();
    const again = () => {
      reply.node.remove();
      askPerson(panel);
    };
    reply.failed(sentence(error), { email: panel.email, wait: error.retryAfter, again });
    panel.say(sentence(error));
  } finally {
    if (era === panel.era) panel.settle();
  }
}
