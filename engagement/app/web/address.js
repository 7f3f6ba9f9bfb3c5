// Keeps the address true, whoever writes it.
// 1. Streamlit makes a new entry of the history of every change of a page's address, so that Back
//    would go through all of them: what stays on its page takes the entry's place instead.
// 2. Streamlit's own ways to a page (the navigation) name nothing but the page: the shop, the language and
//    the question go with them, so that F5, a bookmark and a new tab show what this one shows.
(() => {
  "use strict";
  // What belongs to one page alone.
  const LEFT_BEHIND = ["figure", "metric", "from", "ask"];

  function carried() {
    const query = new URLSearchParams(location.search);
    LEFT_BEHIND.forEach(name => query.delete(name));
    return query.toString();
  }

  const push = history.pushState;
  history.pushState = function (state, title, address) {
    const to = new URL(address ?? location.href, location.href);
    if (to.pathname === location.pathname) {
      return history.replaceState.call(this, state, title, to);
    }
    if (!to.search) to.search = carried();
    return push.call(this, state, title, to);
  };

  // The root of the pages: "/", or that of a link.
  const root = (location.pathname.match(/^\/v\/[^/]+\//) ?? ["/"])[0];

  function complete() {
    for (const way of document.querySelectorAll("a[data-testid=stSidebarNavLink], a[data-testid=stPageLink-NavLink]")) {
      const written = way.getAttribute("href") ?? "";
      // The first page has no name, and a query alone would be looked for on this page.
      const to = new URL(written.startsWith("?") ? root + written : written, new URL(root, location.href));
      if (to.origin !== location.origin) continue;
      if (way.dataset.testid === "stSidebarNavLink") to.search = carried();
      if (way.href !== to.href) way.href = to.href;
    }
  }

  let asked = 0;
  function soon() {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(complete);
  }

  const replace = history.replaceState;
  history.replaceState = function (...all) {
    const done = replace.apply(this, all);
    soon();
    return done;
  };
  addEventListener("DOMContentLoaded", () => {
    new MutationObserver(soon).observe(document.body, {
      subtree: true, childList: true, attributes: true, attributeFilter: ["href"],
    });
  });
})();
