// Ctrl or Cmd with K leads to the search, and what is typed from then on is not lost: neither before the
// search is there, nor where a run of the page draws it anew or a dialog that closes takes the focus from it.
(() => {
  "use strict";
  // What has been typed; null where nobody searches.
  let typed = null;
  // Whether Enter was pressed where nothing took it.
  let entered = false;
  // A field in which something was chosen: the run that opens it puts a new one in its place.
  let spent = null;

  // A run shows the new field a while before it takes the old one away.
  function field() {
    const there = [...document.querySelectorAll(".st-key-find input")].filter(one => one.checkVisibility());
    return there.find(one => one !== spent) ?? there[0] ?? null;
  }

  function isSearch(element) {
    return element.closest?.(".st-key-find input") != null;
  }

  // Pages of links have no search.
  function exists() {
    return "aside" in document.documentElement.dataset;
  }

  function isGoing(search) {
    const app = document.querySelector("[data-testid=stApp]");
    return search !== field() || (search === spent && app?.dataset.testScriptState !== "notRunning");
  }

  function leave() {
    typed = null;
    entered = false;
  }

  // Go on in the search that is there now with what was typed in none, or in one that is gone.
  function resume() {
    const search = field();
    if (typed === null || !search || isGoing(search)) return;
    if (!isSearch(document.activeElement) && document.activeElement !== document.body) return;
    search.focus();
    if (search.value !== typed) {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(search, typed);
      search.dispatchEvent(new Event("input", {bubbles: true}));
    }
    if (!entered) return;
    spent = search;
    leave();
    // Once its list has taken what was typed.
    requestAnimationFrame(() => {
      for (const kind of ["keydown", "keyup"]) {
        const enter = {key: "Enter", code: "Enter", bubbles: true, cancelable: true};
        search.dispatchEvent(new KeyboardEvent(kind, enter));
      }
    });
  }

  function call(pressed) {
    if (!exists()) return;
    pressed.preventDefault();
    leave();
    typed = "";
    field()?.focus();
    field()?.select();
  }

  // A key that nothing would take.
  function keep(pressed) {
    const {key} = pressed;
    if (key === "Enter") entered = typed !== "";
    else if (key === "Backspace") typed = typed.slice(0, -1);
    else if ([...key].length === 1) typed += key;
    else return;
    pressed.preventDefault();
    pressed.stopPropagation();
    resume();
  }

  addEventListener("keydown", pressed => {
    if (!pressed.isTrusted) return;
    const {key, ctrlKey, metaKey, altKey, shiftKey} = pressed;
    if ((ctrlKey || metaKey) && !altKey && !shiftKey && key.toLowerCase() === "k") call(pressed);
    if (typed === null || ctrlKey || metaKey || altKey) return;
    const active = document.activeElement;
    if (key === "Escape" || key === "Tab" || !(isSearch(active) || active === document.body)) leave();
    else if (entered || !isSearch(active) || (key === "Enter" && isGoing(active))) keep(pressed);
    else if (key === "Enter") {
      if (active.value) spent = active;
      leave();
    }
  }, true);
  addEventListener("input", event => {
    if (isSearch(event.target)) typed = event.target.value;
  }, true);
  addEventListener("pointerdown", event => {
    if (event.target.closest?.(".st-key-find")) return;
    if (isSearch(document.activeElement) && event.target.closest?.("[role=option]")) spent = document.activeElement;
    leave();
  }, true);

  // A keyboard on the screen covers the field, and its list stays where the field was.
  visualViewport?.addEventListener("resize", () => {
    const search = document.activeElement;
    if (!isSearch(search)) return;
    search.scrollIntoView({block: "center"});
    requestAnimationFrame(() => dispatchEvent(new Event("resize")));
  });

  let asked = 0;
  addEventListener("DOMContentLoaded", () => {
    new MutationObserver(() => {
      if (typed === null) return;
      cancelAnimationFrame(asked);
      asked = requestAnimationFrame(resume);
    }).observe(document.body, {
      subtree: true, childList: true, attributes: true, attributeFilter: ["data-test-script-state"],
    });
  });
})();
