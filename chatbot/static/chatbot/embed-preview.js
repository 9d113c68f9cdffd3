/* The panel in the preview of the admin, in place of widget.js. It is the visitors' own panel; what is
   different is around it: it takes the greeting from the form, keeps nothing beyond its page, and
   has the server begin a conversation only when something is really written. */
import { mount } from "./panel.js";

const { start, token } = document.querySelector("script[data-start]").dataset;
const page = window.parent.document.documentElement;
const config = document.getElementById("chat-config");
const given = JSON.parse(config.textContent);
/** The id and the token of a conversation that nobody has begun. */
const NOBODY = crypto.randomUUID?.() || "00000000-0000-4000-8000-000000000000";

function memory() {
  const kept = new Map();
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, text) => kept.set(name, text),
    removeItem: (name) => kept.delete(name),
  };
}

function json(value, status) {
  return new Response(JSON.stringify(value), { status, headers: { "Content-Type": "application/json" } });
}

const send = window.fetch.bind(window);
let begun = null;
let locale = "";

async function begin() {
  const response = await send(start, {
    method: "POST",
    headers: { "X-CSRFToken": token },
    body: new URLSearchParams({ locale }),
  });
  if (!response.ok) throw new TypeError(`the preview was answered with ${response.status}`);
  return response.json();
}

async function fetchInstead(address, options = {}) {
  if (address.endsWith("/conversations/")) {
    begun = null;
    ({ locale = "" } = JSON.parse(options.body));
    return json({ id: NOBODY, token: NOBODY, greeting: "", suggestions: [] }, 201);
  }
  if (!`${address}${options.body}`.includes(NOBODY)) return send(address, options);
  if (options.method === "DELETE" && !begun) return new Response(null, { status: 204 });
  begun ??= begin();
  try {
    const real = await begun;
    return await send(address.replaceAll(NOBODY, real.id), {
      ...options,
      headers: { ...options.headers, Authorization: `Bearer ${real.token}` },
      body: options.body?.replaceAll(NOBODY, real.id),
    });
  } catch (error) {
    await begun.catch(() => (begun = null));
    throw error;
  }
}

/** The greeting as the form has it. */
function greeting() {
  return page.dataset.greeting ?? given.greeting;
}

for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, { value: memory() });
}
window.fetch = fetchInstead;
// In an element that is no script: what stands in a script is code to Trusted Types.
const changed = document.createElement("div");
changed.id = config.id;
changed.hidden = true;
changed.textContent = JSON.stringify({ ...given, greeting: greeting() });
config.replaceWith(changed);

const panel = mount(document.getElementById("chat"), { framed: true });
if (panel.host) panel.root.hidden = false;
else panel.open({ quiet: true });

new MutationObserver(() => {
  panel.config.greeting = greeting();
  if (!panel.log.querySelector(".chat-said")) panel.greet();
}).observe(page, { attributeFilter: ["data-greeting"] });
