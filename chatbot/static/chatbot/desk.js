/* The desk: what comes in while the page of a conversation is open, and answering without a reload.
   Everything here works by plain forms too. Words of a visitor are only ever set as text. */
const desk = document.getElementById("desk");
const log = document.getElementById("talk");
const part = (name) => desk.querySelector(`[data-desk="${name}"]`);
const reply = part("reply");
const field = reply.elements.namedItem("text");
const QUICK = 3_000;
const SLOW = 20_000;
const title = document.title;
const clock = new Intl.DateTimeFormat("en-GB", {
  day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", timeZone: desk.dataset.zone,
});

let after = Number(desk.dataset.after);
let tag = "";
let pause = QUICK;
let timer;
let sending = false;
let told = 0;

const isSeen = () => document.visibilityState === "visible";

function node(name, attributes, ...content) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
}

function show({ seq, role, who, text, at }) {
  if (log.querySelector(`[data-seq="${seq}"]`)) return;
  log.querySelector(".talk-none")?.remove();
  const names = { visitor: "talk-visitor", person: "talk-person" };
  const line = node("p", { class: "talk-who" }, who, " ", node("time", { datetime: at }, clock.format(new Date(at))));
  const words = node("div", { class: "chat-words", dir: "auto" }, text);
  log.append(node("li", { class: names[role] || "talk-reply", "data-seq": seq }, line, words));
}

function state({ state: now, holder, mine, asked, here, seen, unread }) {
  // Templates are not put into each other: what makes the file small would take their spaces.
  const who = mine ? "You have" : `${holder} has`;
  const why = asked ? "The visitor asked for you." : "The visitor wrote, and nobody has answered.";
  const words = {
    taken: `${who} this conversation. The assistant is silent.`,
    waiting: `${why} The assistant still answers.`,
    automated: "The assistant answers here.",
  };
  const line = part("state");
  // Spoken only when it has changed.
  if (line.textContent !== words[now]) line.textContent = words[now];
  part("here").hidden = !here;
  part("read").hidden = !seen;
  const take = part("take");
  take.hidden = mine;
  take.querySelector("button").textContent =
    now === "taken" ? `Take over from ${holder}` : "Take over";
  const from = take.elements.namedItem("from");
  if (now === "taken" && !from) take.append(node("input", { type: "hidden", name: "from", value: 1 }));
  else if (now !== "taken") from?.remove();
  const back = part("back");
  back.hidden = now === "automated";
  back.querySelector("button").textContent =
    now === "taken" ? "Hand back to the assistant" : "Nothing to answer";
  document.title = unread && !isSeen() ? `(${unread}) ${title}` : title;
}

function problem(text) {
  const place = part("problem");
  place.hidden = !text;
  place.textContent = text;
}

async function look() {
  clearTimeout(timer);
  try {
    const headers = { Accept: "application/json", ...(tag && { "If-None-Match": tag }) };
    const answer = await fetch(`${desk.dataset.live}?after=${after}`, {
      headers,
      cache: "no-store",
      redirect: "error",
    });
    if (answer.status === 410) {
      gone((await answer.json()).detail);
      return;
    }
    if (answer.status === 200) {
      tag = answer.headers.get("ETag") || "";
      const body = await answer.json();
      const low = innerHeight + scrollY > document.documentElement.scrollHeight - 240;
      for (const message of body.messages) show(message);
      after = body.messages.at(-1)?.seq ?? after;
      state(body);
      if (body.messages.length) {
        pause = QUICK;
        tag = "";
        if (low) desk.scrollIntoView({ block: "end" });
      }
    } else if (answer.status !== 304) throw new Error(String(answer.status));
    if (isSeen() && after > told) await seen();
  } catch {
    pause = SLOW;
  }
  plan();
}

function plan() {
  timer = setTimeout(look, isSeen() ? pause : SLOW);
  pause = Math.min(pause * 1.15, SLOW);
}

/** Say how far has been read: what is read is not sent by email. */
async function seen() {
  const upTo = after;
  if ((await post(desk.dataset.seen, { seq: upTo })).ok) told = upTo;
}

function post(address, values) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", reply.elements.namedItem("csrfmiddlewaretoken").value);
  for (const [name, value] of Object.entries(values)) body.set(name, value);
  return fetch(address, {
    method: "POST",
    body,
    headers: { Accept: "application/json" },
    redirect: "error",
  });
}

function gone(text) {
  problem(text);
  for (const button of desk.querySelectorAll("button")) button.disabled = true;
}

const nonce = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");

reply.addEventListener("submit", async (event) => {
  event.preventDefault();
  const text = field.value.trim();
  if (!text || sending) return;
  sending = true;
  problem("");
  reply.setAttribute("aria-busy", "true");
  try {
    // The same number until it has arrived: what is sent twice is said once.
    const id = reply.elements.namedItem("nonce");
    const answer = await post(reply.action, { text, nonce: id.value, seen: after });
    const body = await answer.json().catch(() => ({}));
    if (answer.ok) {
      id.value = nonce();
      field.value = "";
      ready.hidden = true;
    } else if (answer.status === 410) gone(body.detail);
    else problem(body.detail || "That was not sent. What you wrote is still here; try again.");
  } catch {
    problem("That was not sent. What you wrote is still here; try again.");
  }
  sending = false;
  reply.removeAttribute("aria-busy");
  field.focus();
  pause = QUICK;
  look();
});

field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) {
    event.preventDefault();
    reply.requestSubmit();
  }
});

const ready = reply.querySelector(".desk-ready");
ready.hidden = Boolean(log.querySelector(".talk-person"));
ready.addEventListener("click", ({ target }) => {
  const chip = target.closest("button");
  if (!chip) return;
  field.value = field.value ? `${field.value.trimEnd()} ${chip.textContent}` : chip.textContent;
  field.focus();
});

for (const form of [part("take"), part("back")]) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const values = Object.fromEntries(new FormData(form));
    try {
      const answer = await post(form.action, values);
      problem(answer.ok ? "" : (await answer.json()).detail || "");
    } catch {
      problem("That did not get through. Try again.");
    }
    pause = QUICK;
    look();
  });
}

document.addEventListener("visibilitychange", () => {
  if (!isSeen()) return;
  pause = QUICK;
  look();
});
look();
