/* The account pages: what was said in this browser goes into the account of whoever is signed in,
   and leaves the browser with them. */
import { Kept } from "./kept.js";

const kept = new Kept();

async function claim() {
  const id = kept.recall("id");
  const token = kept.recall("token");
  if (!id || !token || (kept.recall("account") === id && isShown(id))) return;
  const answer = await fetch("/accounts/conversations/claim/", {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    body: JSON.stringify({ id }),
  });
  if (!answer.ok) return;
  kept.keep({ account: id });
  if (!isShown(id)) location.reload();
}

/* The list may have been drawn a moment before the claim of the page before it was heard. */
function isShown(id) {
  const isList = location.pathname === "/accounts/conversations/" && !location.search;
  const [{ type }] = performance.getEntriesByType("navigation");
  return !isList || type === "reload" || document.querySelector(`a[href*="${id}"]`) !== null;
}

document.addEventListener("allauth.error", () => {
  const problem = document.querySelector("[data-passkey-problem]");
  problem.hidden = false;
  problem.scrollIntoView({ block: "nearest" });
});

if (document.body.dataset.signedIn === "visitor") {
  // The chat sees this, and claims what is said from now on; then it is what was claimed last.
  if (!kept.recall("account")) kept.keep({ account: true });
  claim().catch(() => {});
} else if (kept.recall("account")) {
  // Signed out: on a shared computer the next person must not find the conversation.
  kept.forget();
}
