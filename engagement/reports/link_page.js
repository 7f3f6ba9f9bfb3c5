// What a page holds as text, because most of it is never opened, becomes tables and titles where it is looked at.
(() => {
  const row = (kind, text, numbers) => {
    const line = document.createElement("tr");
    text.split("\t").forEach((said, at) => {
      const cell = document.createElement(kind);
      cell.textContent = said;
      if (numbers[at] === "1") cell.className = "number";
      line.append(cell);
    });
    return line;
  };
  const tables = (event) => {
    for (const text of event.target.querySelectorAll(":scope > .scroll > pre")) {
      const [head, ...lines] = text.textContent.split("\n");
      const numbers = text.dataset.numbers;
      const table = document.createElement("table");
      table.createTHead().append(row("th", head, numbers));
      table.createTBody().append(...lines.map((line) => row("td", line, numbers)));
      text.replaceWith(table);
    }
  };
  const titles = (event) => {
    const picture = event.target.closest("svg.trend");
    if (!picture || picture.querySelector(".over")) return;
    // A card shows the trend of its figure, which stands further down.
    const link = picture.closest(".card")?.querySelector("a");
    const told = link ? document.querySelector(`${link.hash} svg.trend`) : picture;
    for (const line of told.dataset.points.split("\n")) {
      const [, x, y, said] = line.match(/^(\S+) (\S+) (.*)$/);
      const [dot, words] = ["circle", "title"].map((name) => document.createElementNS(picture.namespaceURI, name));
      for (const [name, value] of Object.entries({ cx: x, cy: y, r: 7, class: "over" })) dot.setAttribute(name, value);
      words.textContent = said;
      dot.append(words);
      picture.append(dot);
    }
  };
  document.addEventListener("toggle", tables, true); // it does not bubble
  document.addEventListener("pointerover", titles, { passive: true });
})();
// A page that lies open leaves the screen once its link has ended, and shows newer figures once there are some.
(() => {
  let first = null;
  setInterval(async () => {
    const said = await fetch(location.href, { method: "HEAD", cache: "no-store" }).catch(() => null);
    if (said === null) return;
    const now = said.headers.get("etag");
    if (!said.ok || (first !== null && now !== first)) location.reload();
    first = now;
  }, 20000);
})();
