"""What of a web page its readers do not see, and what is no content of this page."""

from __future__ import annotations

import re

from chatbot.importing.html_tree import INLINE, Node

#: Elements that hold no content of the page.
_NO_CONTENT_WORDS = """
    script style noscript template svg canvas iframe object embed audio video map nav footer
    aside button select option datalist input textarea dialog menu head title meta link base
    img picture source math
"""
_NO_CONTENT = frozenset(_NO_CONTENT_WORDS.split())
_NO_CONTENT_ROLES_WORDS = """
    navigation banner contentinfo complementary search dialog alertdialog menu menubar toolbar
    tablist tooltip status alert form
"""
_NO_CONTENT_ROLES = frozenset(_NO_CONTENT_ROLES_WORDS.split())
#: Parts of a class or id that name what stands on every page, or only for screen readers.
_FURNITURE = re.compile(
    r"(?:^|[_-])(?:cookie[_-]?(?:banner|bar|notice|consent|law|message|popup|modal|dialog|overlay)|"
    r"consent|gdpr|ccpa|onetrust|cookiebot|cky|cmplz|popup|modal|lightbox|newsletter|breadcrumbs?|"
    r"sidebar|navbar|navigation|site-header|site-footer|footer|sr-only|screen-reader-text|"
    r"visually-?hidden|pagination|related-posts)(?:$|[_-])",
    re.IGNORECASE,
)
#: The same for words that mean it only where they stand first.
_FURNITURE_FIRST = re.compile(
    r"(?:cookies?|share|sharing|social|menu|nav|skip|comments?|ads?|advert|pager)(?:[_-](?:buttons?|"
    r"links?|icons?|bar|wrapper|container|lists?|items?|main|primary|secondary|mobile|top|bottom|"
    r"widget|section|area|media|content|to|navigation))*",
    re.IGNORECASE,
)
_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0*(?:\.0+)?\s*(?:;|$|!)|"
    r"font-size\s*:\s*0(?:px|em|rem|%|pt)?\s*(?:;|$|!)|"
    r"(?:text-indent|left|top|right|margin-left|margin-top)\s*:\s*-\d{3,}|"
    r"clip\s*:\s*rect\(\s*(?:0|1px)|clip-path\s*:\s*inset\(\s*(?:50|100)%|"
    r"color\s*:\s*transparent",
    re.IGNORECASE,
)
_RULE = re.compile(r"([^{}@;]{1,300})\{([^{}]{0,2000})\}")
_SIMPLE = re.compile(r"\s*([.#])([\w-]+)\s*")
#: What holds so much of a page's text is its content, whatever it is called.
_HOLDS_ALL = 0.5


class Hidden:
    """Judges the elements of one page. Made from its whole tree."""

    def __init__(self, tree: Node) -> None:
        self._opened = _opened(tree)
        self._names = _hiding_names(tree)
        self._all = max(1, len(tree.text))

    def is_left_out(self, node: Node) -> bool:
        """Whether an element, with all that is in it, is no content that readers see."""
        attrs = node.attrs
        if node.tag in _NO_CONTENT:
            return True
        if attrs.get("role", "").lower() in _NO_CONTENT_ROLES:
            return True
        if node.tag == "header" and node.first("h1", "h2", "h3") is None:
            return True
        if self._is_unseen(node) and not self._opens(node):
            return True
        names = f"{attrs.get('class', '')} {attrs.get('id', '')}".split()[:30]
        is_furniture = node.tag == "form" or any(
            _FURNITURE.search(name) or _FURNITURE_FIRST.fullmatch(name) for name in names
        )
        if not is_furniture or node.tag in ("body", "main", "html"):
            return False
        return len(node.text) < self._all * _HOLDS_ALL

    def text(self, node: Node) -> str:
        """The text of an element in one line, without what is left out inside it.

        A button inside a heading is part of its text: it opens what stands below.
        """
        return " ".join("".join(self._pieces(node)).split())

    def _pieces(self, node: Node) -> list[str]:
        pieces: list[str] = []
        for child in node.inside:
            if isinstance(child, str):
                pieces.append(child)
            elif child.tag in ("br", "p", "div", "li"):
                if not self.is_left_out(child):
                    pieces += [" ", *self._pieces(child), " "]
            elif child.tag == "button" or not self.is_left_out(child):
                gap = "" if child.tag in INLINE or child.tag == "button" else " "
                pieces += [gap, *self._pieces(child), gap]
        return pieces

    def _is_unseen(self, node: Node) -> bool:
        attrs = node.attrs
        if "hidden" in attrs and attrs["hidden"].lower() != "until-found":
            return True
        if attrs.get("aria-hidden", "").lower() == "true":
            return True
        if attrs.get("style") and _UNSEEN.search(attrs["style"]):
            return True
        if attrs.get("id") and f"#{attrs['id']}" in self._names:
            return True
        return any(f".{name}" in self._names for name in attrs.get("class", "").split())

    def _opens(self, node: Node) -> bool:
        """Whether a click on something the reader sees shows it: a collapsed answer."""
        return node.attrs.get("id", "") in self._opened


def _opened(tree: Node) -> frozenset[str]:
    """The ids that a button or heading of the page opens."""
    found: set[str] = set()
    for node in tree.walk():
        names = [node.attrs.get("aria-controls", "")]
        if "data-bs-toggle" in node.attrs or "data-toggle" in node.attrs:
            for name in ("data-bs-target", "data-target", "href"):
                names.append(node.attrs.get(name, "").removeprefix("#"))
        found.update(part for name in names for part in name.split())
    return frozenset(found)


def _hiding_names(tree: Node) -> frozenset[str]:
    """Classes and ids that the page's own style sheet hides, told from simple rules."""
    names: set[str] = set()
    for node in tree.walk():
        if node.tag != "style" or "print" in node.attrs.get("media", ""):
            continue
        css = "".join(part for part in node.inside if isinstance(part, str))[:200_000]
        css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
        css = re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", css)
        for rule in _RULE.finditer(css):
            if not _UNSEEN.search(rule[2]):
                continue
            for selector in rule[1].split(","):
                if simple := _SIMPLE.fullmatch(selector):
                    names.add(simple[1] + simple[2])
    return frozenset(names)
