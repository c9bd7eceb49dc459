"""What Streamlit says by itself, put into the reader's language.

Streamlit writes its own words into the page in English and offers no setting. The script below
reads the words from the page's style, so that it is the same in every language (its hash stands
in deploy/nginx.conf), and changes names and notices that are exactly Streamlit's; a ``*`` stands
for what differs, such as a file's name. It makes the menu's groups lists with names, which
Streamlit nests as no list may be nested. It reads no data, sends nothing, and writes text and
names alone. Single letters as commands, which nobody asked for, it stops.
Where a content policy stops it, the words stay English and everything else works.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Final

from followup.i18n.text import keys, t

SECTION: Final = "streamlit."
# The icon beside a word repeats it: a reader by ear hears the word alone.
NAMES_SCRIPT: Final = r"""<script>
(() => {
  if (window.followupNames) return;
  window.followupNames = true;
  const places = ["stSkipToContent", "stDialog", "stFileChip", "stFileUploaderDropzone",
    "stStatusWidget", "stConnectionStatus", "stDataFrameResizable", "stException"]
    .map(name => `[data-testid="${name}"]`).concat("[data-live-announcer]").join();
  const written = new WeakMap();
  let read = "", rules = [];
  const learn = () => {
    const words = getComputedStyle(document.documentElement).getPropertyValue("--streamlit-words");
    if (words === read) return;
    read = words;
    rules = Object.entries(JSON.parse(words || "{}")).map(([from, to]) => [new RegExp("^\\s*" +
      from.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace("*", "(.+)") + "\\s*$", "s"), to]);
  };
  const put = (node, name, now, write) => {
    const before = written.get(node)?.[name];
    const own = before && before.said === now ? before.own : now;
    const rule = rules.find(([from]) => from.test(own));
    const said = rule ? rule[1].replace("*", () => rule[0].exec(own)[1]) : own;
    if (!rule && !before) return;
    written.set(node, {...written.get(node), [name]: {own, said}});
    if (said !== now) write(said);
  };
  const mend = () => {
    learn();
    for (const name of ["aria-label", "title", "placeholder"])
      for (const node of document.querySelectorAll(`[${name}]`))
        put(node, name, node.getAttribute(name), said => node.setAttribute(name, said));
    for (const place of document.querySelectorAll(places)) {
      const walk = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
      for (let node; node = walk.nextNode();)
        put(node, "text", node.nodeValue, said => { node.nodeValue = said; });
    }
    for (const icon of document.querySelectorAll('[role="img"][aria-label$=" icon"]'))
      if (icon.getAttribute("aria-hidden") !== "true") icon.setAttribute("aria-hidden", "true");
  };
  const set = (node, values) => {
    for (const name in values)
      if (node.getAttribute(name) !== values[name]) node.setAttribute(name, values[name]);
  };
  const list = () => {
    for (const part of document.querySelectorAll('[data-testid="stSidebarNavItems"] > div')) {
      const head = part.querySelector("header");
      if (!head) continue;
      set(part.parentElement, {role: "presentation"});
      set(part, {role: "list", "aria-label": head.querySelector("p")?.textContent ?? ""});
      set(head, {"aria-hidden": "true"});
    }
    for (const chosen of document.querySelectorAll("[data-tag]")) set(chosen, {role: "group"});
  };
  // What a button opens is drawn last on the page: whoever holds no mouse is led into it, and
  // back to the button when it closes.
  const opened = new Map();
  const lead = () => {
    for (const body of document.querySelectorAll('[data-testid="stPopoverBody"]')) {
      const from = document.activeElement;
      if (opened.has(body)) continue;
      opened.set(body, from);
      if (!from?.matches('[data-testid="stPopoverButton"]')) continue;
      body.tabIndex = -1;
      body.focus({preventScroll: true});
    }
    for (const [body, from] of opened)
      if (!body.isConnected) {
        opened.delete(body);
        if (document.activeElement === document.body) from?.focus?.();
      }
  };
  // Single letters would run the page anew or clear what it keeps (WCAG 2.1.4).
  addEventListener("keydown", event => {
    const writes = "input, textarea, canvas, [contenteditable], [role=listbox], [role=dialog]";
    if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey
      && event.key !== " " && !event.target.closest?.(writes)) event.stopImmediatePropagation();
  }, true);
  let waits = false;
  new MutationObserver(() => {
    if (waits) return;
    waits = true;
    requestAnimationFrame(() => { waits = false; mend(); list(); lead(); });
  }).observe(document.documentElement, {subtree: true, childList: true, characterData: true,
    attributes: true, attributeFilter: ["aria-label", "title", "placeholder"]});
  mend();
  list();
})();
</script>"""


@cache
def style(lang: str) -> str:
    """The words of one language, as a style that the script reads."""
    names = sorted(key for key in keys(lang) if key.startswith(SECTION))
    words = {t(key, "en"): t(key, lang) for key in names}
    return f"<style>:root {{ --streamlit-words: {json.dumps(words, ensure_ascii=False)}; }}</style>"
