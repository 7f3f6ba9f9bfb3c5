// Mends what Streamlit's own elements leave undone for whoever hears a page or goes through it by keyboard:
// the language of the page, its own words in that language, and the roles of its navigation and drop zone.
(() => {
  "use strict";
  const WORDS = $WORDS;
  const root = document.documentElement;
  const served = root.lang;
  const filled = Object.keys(WORDS.en).filter(word => word.includes("{what}"))
    .map(word => [new RegExp(`^${word.replace("{what}", "(.+)")}$`, "s"), word]);
  const SPOKEN = ["aria-label", "placeholder", "title"];
  // Whose visible text is Streamlit's own.
  const WRITTEN = "[data-testid=stSkipToContent], [data-testid=stFileUploader] button p, " +
    "[data-testid=stFileUploaderDropzone] span, [data-testid=InputInstructions], " +
    // What a list offers comes from files; what it says of itself has no number, or this one.
    "[role=option]:not([data-key]) > span, [role=option][data-key=__select_all__] div, " +
    "[role=option][data-key=__creatable__] div, " +
    "[data-testid^=stDataFrame] [role=menuitem], [data-testid^=stDataFrame] [role=menuitem] > div";

  function set(element, name, value) {
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }

  // A word of Streamlit's in another language; nothing for what is not its own.
  function translated(text, words) {
    if (Object.hasOwn(words, text)) return words[text];
    for (const [form, word] of filled) {
      const found = form.exec(text);
      if (found) return words[word].replace("{what}", () => found[1]);
    }
    return undefined;
  }

  // What Streamlit has written where, and what stands there now in its place.
  const written = new WeakMap();
  function say(where, name, now, words, write) {
    const before = written.get(where)?.[name];
    const theirs = before?.ours === now ? before.theirs : now;
    const ours = translated(theirs.trim(), words);
    if (ours === undefined) return;
    written.set(where, {...written.get(where), [name]: {theirs, ours}});
    if (ours !== now) write(ours);
  }

  function mend() {
    // The page says in its style which language it was drawn in.
    const language = getComputedStyle(root).getPropertyValue("--language").trim() || served;
    set(root, "lang", language);
    const words = WORDS[language] ?? WORDS.en;
    for (const name of SPOKEN) {
      for (const element of document.querySelectorAll(`[${name}]`)) {
        say(element, name, element.getAttribute(name), words, word => element.setAttribute(name, word));
      }
    }
    for (const element of document.querySelectorAll(WRITTEN)) {
      for (const node of element.childNodes) {
        if (node.nodeType !== Node.TEXT_NODE) continue;
        say(node, "text", node.nodeValue, words, word => { node.nodeValue = word; });
      }
    }
    // A list whose entries stand in sections is no list to a reader: sections are named groups of links.
    for (const section of document.querySelectorAll("[data-testid=stSidebarNavItems] > div")) {
      set(section.parentElement, "role", "none");
      const name = section.querySelector("[data-testid=stNavSectionHeader] p")?.textContent;
      set(section, "role", name ? "group" : "none");
      if (name) set(section, "aria-label", name);
      for (const entry of section.querySelectorAll("li")) set(entry, "role", "none");
    }
    for (const zone of document.querySelectorAll("section[role=presentation][aria-label]")) {
      set(zone, "role", "group");
    }
  }

  let asked = 0;
  function soon() {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(mend);
  }

  addEventListener("DOMContentLoaded", () => {
    mend();
    new MutationObserver(soon).observe(document.body, {
      subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: SPOKEN,
    });
  });
})();
