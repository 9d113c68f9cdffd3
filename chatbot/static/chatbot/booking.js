/* Booking a time: the page of Calendly or Cal.com in a frame over the conversation, any other in a
   new tab. Both kinds of address say where the visitor first came from. What those two tell the page
   around them: https://developer.calendly.com/api-docs/overview/embedding/notifying-the-parent-window
   and https://cal.com/docs/core-features/embed/embed-events. */
import { covers } from "./host.js";
import { element, link, WORDS } from "./text.js";

/** After so long a wait without a page, say that it is on its way. */
const SLOW = 300;
const KNOWN = /(^|\.)(calendly|cal)\.com$/;

/** The card that leads to the booking page. */
export function bookingCard(panel, { url, label }) {
  const node = link(url, "");
  if (!node.href) return document.createTextNode("");
  const { host } = new URL(node.href);
  const inside = isFramed(panel, `https://${host}`);
  node.className = "chat-card";
  node.append(
    element("strong", { dir: "auto" }, label || WORDS.book),
    element("span", { dir: "auto" }, inside ? host : `${host}, ${WORDS.opensOutside}`),
  );
  node.target = "_blank";
  node.rel = "noopener";
  // Written anew when it is followed: by then more may be known.
  const address = () => (node.href = addressed(panel, url));
  address();
  node.addEventListener("pointerdown", address);
  node.addEventListener("click", (event) => {
    address();
    if (!inside || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(panel, node);
  });
  return node;
}

function isFramed(panel, origin) {
  return (panel.config.booking_frames || []).some((site) => covers(site, origin));
}

/** The link with the campaign of the first visit, and with what the visitor has told us to write. */
function addressed(panel, link) {
  const url = new URL(link, location.href);
  const { utm = {}, first } = panel.conversation.touch();
  const add = (name, value) => value && url.searchParams.set(name, value);
  // Its owner's own campaign, where the link has one, is left as it is.
  if (![...url.searchParams.keys()].some((name) => name.startsWith("utm_"))) {
    const campaign = Object.keys(first?.utm || {}).length ? first.utm : utm;
    for (const [name, value] of Object.entries(campaign)) {
      if (name.startsWith("utm_")) add(name, value);
    }
  }
  // These two take it, in a frame or in a tab; nobody else is told who it is.
  if (KNOWN.test(url.hostname)) {
    url.protocol = "https:";
    add("name", panel.left?.name);
    add("email", panel.left?.email);
    // By which the call that is booked finds this conversation. Both hand on what stands in these.
    const name = isCal(url) ? "metadata[conversation]" : "salesforce_uuid";
    if (!url.searchParams.has(name)) add(name, panel.conversation.recall("booking"));
  }
  return url.href;
}

function isCal(url) {
  return /(^|\.)cal\.com$/.test(url.host);
}

/** As the two want to be asked for when they are in a frame. */
function framed(address) {
  const url = new URL(address);
  if (isCal(url)) {
    if (!/\/embed\/?$/.test(url.pathname)) url.pathname = url.pathname.replace(/\/?$/, "/embed");
    url.searchParams.set("embed", "chat");
  } else {
    url.searchParams.set("embed_domain", location.host);
    url.searchParams.set("embed_type", "Inline");
  }
  return url.href;
}

/** Show the page over the conversation; `panel.booking()` leaves it. */
function open(panel, card) {
  panel.booking?.();
  const view = document.getElementById("chat-booking").content.firstElementChild.cloneNode(true);
  const [back, out] = view.querySelectorAll("button, a");
  const [wait] = view.querySelectorAll("p");
  const frame = view.querySelector("iframe");
  const waiting = setTimeout(() => {
    wait.hidden = false;
    panel.say(wait.textContent);
  }, SLOW);
  const arrived = () => {
    clearTimeout(waiting);
    wait.hidden = true;
  };
  let booked = false;
  const hear = ({ source, origin, data }) => {
    if (source !== frame.contentWindow || !isFramed(panel, origin) || !data) return;
    const ofCal = data.originator === "CAL";
    // Cal.com keeps its page hidden until it is answered.
    if (ofCal && data.type === "__iframeReady") {
      source.postMessage({ originator: "CAL", method: "parentKnowsIframeReady" }, origin);
    }
    // Cal.com says it twice, the second time as bookingSuccessfulV2.
    const done = `${ofCal ? data.type : data.event}`;
    if (booked || !/^(bookingSuccessful|calendly\.event_scheduled$)/.test(done)) return;
    booked = true;
    panel.tell("booking:scheduled");
    panel.note(WORDS.booked);
  };
  const leave = () => {
    panel.booking = null;
    clearTimeout(waiting);
    window.removeEventListener("message", hear);
    panel.root.classList.remove("chat-books");
    view.remove();
    if (card.isConnected) card.focus();
    else panel.focus();
  };
  window.addEventListener("message", hear);
  frame.addEventListener("load", arrived);
  back.addEventListener("click", leave);
  view.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    leave();
  });
  panel.booking = leave;
  out.href = card.href;
  frame.src = framed(card.href);
  panel.root.classList.add("chat-books");
  panel.log.parentElement.before(view);
  back.focus();
}
