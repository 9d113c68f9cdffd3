/* Errors of our own pages, told to our own server: what failed and where, at most five a page, each
   once. What other people's scripts and browser extensions do is not ours to tell. */
const told = new Set();

function tell(message, error, source, line, column) {
  const stack = String(error?.stack || "").slice(0, 4000);
  const ours = stack ? stack.includes(location.origin) : source?.startsWith(location.origin);
  const key = message + source + line;
  if (!ours || /-extension:/.test(stack) || told.size > 4 || told.has(key)) return;
  told.add(key);
  fetch("/api/v1/client-errors/", {
    method: "POST",
    keepalive: true,
    credentials: "omit",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({
      message: message.slice(0, 500), source, line, column, stack, page: location.pathname,
    }),
  }).catch(() => {});
}

addEventListener("error", (event) => {
  tell(event.message || "error", event.error, event.filename, event.lineno, event.colno);
});
addEventListener("unhandledrejection", ({ reason }) => {
  tell(`Unhandled: ${reason?.name ? `${reason.name}: ${reason.message}` : reason}`, reason);
});
/* What the page's own policy refused: a source that is missing from it, or a smuggled script. */
addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sourceFile }) => {
  tell(`Refused by ${effectiveDirective}: ${blockedURI}`, null, sourceFile || location.href);
});
