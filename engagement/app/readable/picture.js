// Hands a drawn chart out as a picture: the very lines on the screen, as SVG or, twice as fine, as PNG.
(() => {
  const SPACE = "http://www.w3.org/2000/svg";
  const place = document.querySelector(".st-key-fig_" + CSS.escape(__KEY__));
  if (!place) return;

  const picture = () => {
    const layers = [...place.querySelectorAll(".js-plotly-plot .main-svg")];
    const box = layers[0].getBoundingClientRect();
    const whole = document.createElementNS(SPACE, "svg");
    whole.setAttribute("xmlns", SPACE);
    whole.setAttribute("width", box.width);
    whole.setAttribute("height", box.height);
    whole.setAttribute("viewBox", `0 0 ${box.width} ${box.height}`);
    const title = whole.appendChild(document.createElementNS(SPACE, "title"));
    title.textContent = __ALT__;
    const ground = whole.appendChild(document.createElementNS(SPACE, "rect"));
    ground.setAttribute("width", "100%");
    ground.setAttribute("height", "100%");
    ground.setAttribute("fill", getComputedStyle(document.querySelector('[data-testid="stApp"]')).backgroundColor);
    for (const layer of layers) {
      const copy = whole.appendChild(layer.cloneNode(true));
      // What catches the pointer, and what it last pointed at, is none of the picture.
      for (const one of copy.querySelectorAll(".draglayer, .hoverlayer, .zoomlayer")) one.remove();
      copy.removeAttribute("style");
    }
    return { text: new XMLSerializer().serializeToString(whole), box };
  };

  const hand = (content, ending) => {
    const way = document.createElement("a");
    way.href = URL.createObjectURL(content);
    way.download = __NAME__ + ending;
    way.click();
    setTimeout(() => URL.revokeObjectURL(way.href), 60000);
  };

  const svg = () => hand(new Blob([picture().text], { type: "image/svg+xml" }), ".svg");

  const png = () => {
    const { text, box } = picture();
    const image = new Image();
    image.onload = () => {
      const paper = document.createElement("canvas");
      paper.width = 2 * box.width;
      paper.height = 2 * box.height;
      paper.getContext("2d").drawImage(image, 0, 0, paper.width, paper.height);
      paper.toBlob((content) => hand(content, ".png"), "image/png");
    };
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(text);
  };

  // A press before the chart is drawn would do nothing, so until then the buttons cannot be pressed.
  const offer = () => {
    if (!place.isConnected) return;
    if (!place.querySelector(".js-plotly-plot .main-svg")) {
      requestAnimationFrame(offer);
      return;
    }
    for (const [kind, act] of [["svg", svg], ["png", png]]) {
      const way = place.querySelector(`button[data-picture="${kind}"]`);
      if (!way) continue;
      way.onclick = act;
      way.disabled = false;
    }
  };
  offer();
})();
