/* A reply's text as DOM nodes: paragraphs, "- " lists, **bold** and safe links; the rest as typed.
   Never markup from a string. */
const config = document.getElementById("chat-config");

/** What the panel itself says, in the page's language: the server writes it into the page. */
export const WORDS = config ? JSON.parse(config.textContent).words : {};

const INLINE = new RegExp(
  [
    /\*\*([^*\n]+)\*\*/,
    /\[([^\]\n]+)\]\(((?:https?:\/\/|mailto:|tel:)[^\s)]+)\)/,
    /((?:https?:\/\/|mailto:|tel:)[^\s<>"]+)/,
    /\b([\w.+-]{1,64}@(?:[a-z\d-]{1,63}\.){1,8}[a-z]{2,24})(?![\w@])/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "gi",
);
const ITEM = /^\s*[-*\u2022]\s+/;

/** The nodes of a whole text. */
export function rich(text) {
  const nodes = document.createDocumentFragment();
  for (const block of text.trim().split(/\n[ \t]*\n+/)) {
    let lines = [];
    let list = null;
    const flush = () => {
      if (lines.length) nodes.append(paragraph(lines));
      lines = [];
    };
    for (const line of block.split("\n")) {
      if (ITEM.test(line)) {
        flush();
        if (!list) nodes.append((list = element("ul", { dir: "auto" })));
        list.append(element("li", { dir: "auto" }, inline(line.replace(ITEM, ""))));
      } else {
        list = null;
        lines.push(line);
      }
    }
    flush();
  }
  return nodes;
}

function paragraph(lines) {
  const node = element("p", { dir: "auto" });
  lines.forEach((line, index) => {
    if (index) node.append(document.createElement("br"));
    node.append(inline(line));
  });
  return node;
}

function inline(line) {
  const nodes = document.createDocumentFragment();
  let from = 0;
  for (const match of line.matchAll(INLINE)) {
    nodes.append(line.slice(from, match.index));
    from = match.index + match[0].length;
    if (match[1]) nodes.append(element("strong", {}, match[1]));
    else if (match[2]) nodes.append(link(match[3], match[2]));
    else if (match[5]) nodes.append(link(`mailto:${match[5]}`, match[5]));
    else {
      const address = bare(match[4]);
      nodes.append(link(address, address.replace(/^(mailto|tel):/i, "")));
      from -= match[4].length - address.length;
    }
  }
  nodes.append(line.slice(from));
  return nodes;
}

/** An address without the full stop or bracket that ends its sentence. */
function bare(address) {
  const trim = (text) => text.replace(/[.,;:!?'*\u2019\u201d]+$/, "");
  let end = trim(address);
  while (end.endsWith(")") && end.split(")").length > end.split("(").length) {
    end = trim(end.slice(0, -1));
  }
  return end;
}

/** A link that may be followed, or its label alone. */
export function link(address, label) {
  let url;
  try {
    url = new URL(address, location.href);
  } catch {
    return document.createTextNode(label);
  }
  if (!["http:", "https:", "mailto:", "tel:"].includes(url.protocol)) {
    return document.createTextNode(label);
  }
  const node = element("a", { href: url.href }, label);
  if (url.protocol.startsWith("http") && url.origin !== location.origin) {
    node.target = "_blank";
    node.rel = "noopener noreferrer";
  }
  return node;
}

/** One element with attributes and content. */
export function element(name, attributes = {}, ...content) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...content);
  return node;
}
