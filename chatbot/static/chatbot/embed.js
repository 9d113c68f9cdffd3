/* The chat on somebody else's page: one button; the panel, in a frame, once it is wanted. Nothing is
   asked for or kept before that. No markup from strings, no inline style, no eval: the policy
   "script-src APP; frame-src APP" is enough, and Trusted Types have nothing to object to.
   Every page of the site loads it, so it is kept short (bench/embed.py) and says things once.
   chatbot/loader.py calls it with the settings, without these comments. What the two frames say to
   each other: docs/decisions/embedding.md. */
((config) => {
  let page = document;
  let root = page.documentElement;
  let early = window.CoachChat;
  // The snippet ran twice. The stub of docs/embed.md has a function under every name.
  if (typeof early?.version == "string") return;
  let data = page.currentScript?.dataset || {};
  let app = config.site;
  let { origin } = location;
  let narrow = matchMedia("(max-width:640px),(max-height:448px)");
  let screen = window.visualViewport;
  let steps = window.navigation;
  let name = "coachchat";
  let waiting = [];
  let locale = data.locale || root.lang;
  let host, frame, who, ready, open, hidden, warmed, still;

  let make = (tag, attributes) => {
    let node = page.createElement(tag);
    for (let key in attributes) node.setAttribute(key, attributes[key]);
    return node;
  };
  let hear = (target, event, act) => target?.addEventListener(event, act);
  let button = make("button", { type: "button", "aria-haspopup": "dialog" });
  let tell = (event, detail = {}) =>
    page.dispatchEvent(new CustomEvent(`${name}:${event}`, { detail, bubbles: true }));
  let post = (type, more) => {
    if (ready) frame.contentWindow.postMessage({ [name]: 1, type, ...more }, app);
    else waiting.push([type, more]);
  };
  // Storage may be denied, even to be looked at.
  let kept = (where, value) => {
    try {
      return value == null ? window[where][name] : (window[where][name] = value);
    } catch {}
  };

  // Where the visitor came from: the tab's own history knows the pages, and of the first one the
  // referrer is noted there. Nothing is stored for it.
  let from = page.referrer.startsWith(origin) ? "" : page.referrer;
  if (from && steps?.currentEntry && !steps.currentEntry.getState()) steps.updateCurrentEntry({ state: { [name]: from } });
  let trail = () => ({
    trail: (steps?.entries().slice(0, steps.currentEntry?.index) || [])
      .map((step) => [step.url, step.getState()?.[name]])
      .concat([[location.href, from]]),
  });

  let draw = () => {
    if (!host) return;
    button.textContent = data.label || config.labels[locale.slice(0, 2)] || config.label;
    host.style.cssText = `all:initial!important;display:block!important;--c:${CSS.supports("color", data.color) ? data.color : config.color};--${(data.position || config.side) == "left" ? "r" : "l"}:auto`;
  };
  // On a phone the frame is what the keyboard leaves of the screen, and the page behind stays still.
  let fit = () => {
    let fills = !!open && narrow.matches;
    button.hidden = hidden || fills;
    button.ariaExpanded = !!open;
    if (!frame) return;
    frame.hidden = !open;
    frame.className = fills ? "fills" : "";
    frame.style.cssText = fills && screen?.scale == 1 ? `top:${screen.offsetTop}px;height:${screen.height}px` : "";
    // What the page had is given back once, and never touched before.
    if (fills) still ??= root.style.overflow;
    if (still != null) root.style.overflow = fills ? "hidden" : still;
    if (!fills) still = null;
  };
  let mount = () => {
    if (frame || !host) return;
    let query = new URLSearchParams({ embed: 1, locale, color: data.color || "" });
    frame = make("iframe", { title: config.name, allow: "clipboard-write", src: `${app}/widget/?${query}#${origin}` });
    // Neither our server nor the network: say so rather than show an empty frame.
    hear(frame, "load", () => setTimeout(() => {
      if (ready || !frame) return;
      show(false);
      frame.remove();
      frame = null;
      button.textContent = config.sorry;
      tell("error");
    }, 9000));
    fit();
    button.after(frame);
  };
  let show = (wanted, quiet, text) => {
    if (wanted == !!open || !host) return;
    let inside = page.activeElement == host;
    open = wanted;
    kept("sessionStorage", open ? 1 : "");
    if (open) mount();
    fit();
    post(open ? "open" : "close", { focus: !quiet, text });
    if (!quiet) open ? frame.focus() : inside && button.focus();
    tell(open ? "opened" : "closed");
  };

  let api = (window.CoachChat = {
    version: config.version,
    open: (text) => show(true, false, text),
    close: () => show(false),
    toggle: () => show(!open),
    show: () => fit((hidden = false)),
    hide: () => fit((hidden = true)),
    identify: (person) => ((who = person), ready && post("identify", who)),
    reset: () => ((who = null), mount(), post("reset")),
    setInput: (text) => (mount(), post("input", { text })),
    sendMessage: (text) => (show(true), post("send", { text })),
    setLocale(wanted) {
      locale = wanted;
      draw();
      frame?.remove();
      frame = ready = null;
      if (open) mount(), post("open");
    },
    on: (event, act) => (hear(page, `${name}:${event}`, act), event == "ready" && act()),
    off: (event, act) => page.removeEventListener(`${name}:${event}`, act),
    destroy() {
      show(false);
      watch.disconnect();
      host?.remove();
      host = frame = ready = null;
      delete window.CoachChat;
    },
  });
  hear(window, "message", ({ source, origin, data: said }) => {
    if (!frame || source != frame.contentWindow || origin != app) return;
    if (said.type == "close") show(false);
    // Only where the browser gives the frame no storage of its own.
    if (said.type == "keep") kept("localStorage", said.text);
    if (said.type == "event") tell(said.name, said.detail);
    if (said.type == "unread") button.dataset.n = said.text;
    if (said.type != "ready") return;
    ready = true;
    post("hello", { ...trail(), kept: kept("localStorage") });
    if (who) post("identify", who);
    for (let call of waiting.splice(0)) post(...call);
  });
  // Sites that swap their content without a reload take away what is not theirs.
  let place = () => host.isConnected || page.documentElement.append(host);
  let watch = new MutationObserver(place);
  let begin = () => {
    host = make("coach-chat", { role: "region", "aria-label": config.name });
    let shadow = host.attachShadow({ mode: "open" });
    let sheet = new CSSStyleSheet();
    sheet.replaceSync(config.css);
    shadow.adoptedStyleSheets = [sheet];
    shadow.append(button);
    draw();
    place();
    fit();
    for (let node of [page, root]) watch.observe(node, { childList: true });
    let warm = () => (warmed ||= !page.head.append(make("link", { rel: "preconnect", href: app })));
    hear(button, "pointerenter", warm);
    hear(button, "focus", warm);
    hear(button, "click", api.toggle);
    hear(button, "keydown", ({ key }) => key == "Escape" && show(false));
    hear(narrow, "change", fit);
    hear(screen, "resize", fit);
    hear(screen, "scroll", fit);
    hear(steps, "currententrychange", () => ready && post("page", trail()));
    if (kept("sessionStorage") && !narrow.matches) show(true, true);
  };
  if (RegExp(`^(${config.sites})$`).test(origin)) begin();
  else {
    console.warn(`CoachChat: in the admin under "Chat on your website", or in EMBED_ORIGINS, add ${origin}`);
    tell("error");
  }
  for (let [call, ...values] of early?.slice() || []) api[call](...values);
  tell("ready");
})
