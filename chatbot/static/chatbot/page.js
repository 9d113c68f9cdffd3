/* The page's own few lines. The panel is fetched when a visitor first reaches for it; until then
   nothing is requested and nothing is stored. */
import "./report.js";

const chat = document.getElementById("chat");
const launcher = document.querySelector("[data-chat-open]");
const ask = document.querySelector("[data-ask]");
const NARROW = matchMedia("(max-width: 40em)");
let loading;

function panel() {
  loading ??= Promise.all([import(chat.dataset.module), stylesheet(chat.dataset.style)])
    .then(([module]) => module.mount(chat, { launcher }))
    .catch((error) => {
      loading = undefined;
      throw error;
    });
  return loading;
}

function stylesheet(href) {
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = href;
    link.onload = resolve;
    link.onerror = () => reject(new Error(`not loaded: ${href}`));
    document.head.append(link);
  });
}

async function open(opener, text, quiet = false) {
  try {
    (await panel()).open({ opener, text, quiet });
  } catch (error) {
    reportError(error);
    // The panel could not be fetched; the form further down works without it.
    if (!quiet) location.hash = "contact";
  }
}

function wasOpen() {
  try {
    const kept = JSON.parse(sessionStorage.getItem("slipway-chat"));
    // Not over the whole of a phone, nor over a form that asks for another look.
    return Boolean(kept?.open) && !NARROW.matches && !document.querySelector(".contact-problem");
  } catch {
    return false;
  }
}

const warm = () => panel().catch(() => {});
launcher.addEventListener("pointerenter", warm, { once: true });
launcher.addEventListener("click", () => open(launcher));

if (ask) {
  const field = ask.querySelector("input");
  ask.addEventListener("focusin", warm, { once: true });
  ask.addEventListener("click", (event) => {
    const question = event.target.closest("[data-ask-question]");
    if (question) open(question, question.textContent);
  });
  ask.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = field.value.trim();
    field.value = "";
    open(field, text);
  });
}

// The booking page learns which campaign led here, as it does from the chat. Its owner's own campaign,
// where the link has one, is left as it is.
const arrivals = [window.navigation?.entries?.()[0]?.url, location.href].map((url) =>
  [...new URL(url || location.href).searchParams].filter(([name]) => /^utm_\w{1,20}$/.test(name)),
);
const campaign = arrivals.find((found) => found.length) || [];
for (const link of document.querySelectorAll("a[data-booking]")) {
  const url = new URL(link.href);
  if ([...url.searchParams.keys()].some((name) => name.startsWith("utm_"))) continue;
  for (const [name, value] of campaign) url.searchParams.set(name, value.slice(0, 200));
  link.href = url.href;
}

// Two invitations side by side are one too many, and on a phone a form needs the room.
const inView = new Set();
const step = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    inView[isIntersecting ? "add" : "delete"](target);
  }
  const form = [...inView].some((seen) => seen !== ask);
  launcher.toggleAttribute("data-away", inView.has(ask) || (form && NARROW.matches));
}, { threshold: 0.12 });
for (const place of document.querySelectorAll("[data-ask], .contact")) step.observe(place);

if (wasOpen()) open(launcher, "", true);
