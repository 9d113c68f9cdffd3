/* "Chat on your website": the tag with what is typed beside it, its copy, and the preview. Nothing
   is sent before Save. The page works without this; then only the preview is missing. */
const $ = (selector) => document.querySelector(selector);
const saved = JSON.parse($("#embed-saved").textContent);
const form = $("#embed-form");
const tag = $("#embed-tag");
const frame = $("#embed-frame");
const stage = $(".embed-stage");
const sizes = { phone: [390, 720], desktop: [1024, 720] };
/** Long enough that a word is not drawn letter by letter. */
const PAUSE = 350;

const field = (name) => form.elements[name];

function typed() {
  return {
    side: field("side").value || saved.side,
    colour: field("colour").value,
    label: field("label").value.trim(),
    language: field("language").value,
    greeting: field("greeting").value,
  };
}

// The tag --------------------------------------------------------------------------------------

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

/** The tag, with attributes for what is not saved: those hold on the page they are pasted into. */
function written({ side, colour, label, language }) {
  const attributes = {};
  if (side !== saved.side) attributes["data-position"] = side;
  if (colour.toLowerCase() !== saved.colour.toLowerCase()) attributes["data-color"] = colour;
  if (language !== saved.language) attributes["data-locale"] = language;
  if (label !== saved.label) attributes["data-label"] = label || saved.asks[language];
  const own = Object.entries(attributes).map(([name, value]) => ` ${name}="${escaped(value)}"`);
  return `<script async src="${escaped(saved.site)}/embed.js"${own.join("")}><\/script>`;
}

function showTag() {
  const text = written(typed());
  $("#embed-own").hidden = text === tag.defaultValue;
  if (text === tag.value) return;
  tag.value = text;
  $("#embed-copied").textContent = "";
}

async function copy() {
  tag.focus();
  tag.select();
  let done = false;
  try {
    await navigator.clipboard.writeText(tag.value);
    done = true;
  } catch {
    // Over http there is no such clipboard; the old way still works there.
    done = document.execCommand("copy");
  }
  const status = $("#embed-copied");
  status.textContent = "";
  // What is said twice is heard twice only with a moment in between.
  setTimeout(() => {
    status.textContent = done ? "Copied" : "It is selected: press Ctrl+C, or ⌘C on a Mac.";
  }, 60);
}

// The preview ----------------------------------------------------------------------------------

let drawn = "";
let waiting = 0;

function draw() {
  const page = frame.contentDocument;
  const node = page?.getElementById("tag");
  if (!node || !frame.contentWindow.CoachChat) return;
  const { side, colour, label, language, greeting } = typed();
  page.documentElement.dataset.greeting = greeting;
  const look = JSON.stringify([side, colour, label, language]);
  if (look === drawn) return;
  drawn = look;
  Object.assign(node.dataset, { position: side, color: colour, label, locale: language });
  page.documentElement.lang = language;
  frame.contentWindow.CoachChat.setLocale(language);
}

function soon() {
  showTag();
  clearTimeout(waiting);
  waiting = setTimeout(draw, PAUSE);
}

function size(name) {
  const [width, height] = sizes[name];
  stage.dataset.size = name;
  const scale = Math.min(1, stage.clientWidth / width);
  frame.style.cssText = `width:${width}px;height:${height}px;transform:scale(${scale})`;
  stage.style.height = `${height * scale}px`;
  frame.style.insetInlineStart = `${(stage.clientWidth - width * scale) / 2}px`;
}

function begin() {
  let chosen = "desktop";
  const choose = () => size(chosen);
  for (const input of document.querySelectorAll('input[name="embed-size"]')) {
    input.addEventListener("change", () => {
      chosen = input.value;
      choose();
    });
  }
  frame.addEventListener("load", () => {
    const { side, colour, label, language } = saved;
    drawn = JSON.stringify([side, colour, label, language]);
    draw();
    // A phone shows the panel only when it is asked for: so it is opened wide, and then narrowed.
    if (innerWidth < 640 && !begin.narrowed) {
      begin.narrowed = true;
      $('input[name="embed-size"][value="phone"]').click();
    }
  });
  new ResizeObserver(choose).observe(stage);
  choose();
  // The loader opens the panel by itself where it was open before: quietly, without taking the focus.
  try {
    sessionStorage.setItem("coachchat", "1");
  } catch {
    // Then it waits for the click.
  }
  frame.src = frame.dataset.src;
}

$("#embed-preview").hidden = false;
$("#embed-copy").hidden = false;
$("#embed-copy").addEventListener("click", copy);
tag.addEventListener("focus", () => tag.select());
form.addEventListener("input", soon);
form.addEventListener("change", soon);
showTag();
begin();
