// A chart in which one can choose takes every touch for the begin of a drag, so that no finger that begins on
// it scrolls the page. Kept from the touch, it gets the click that a browser makes of a tap.
(() => {
  "use strict";
  document.addEventListener("touchstart", event => {
    if (event.target.closest?.(".stPlotlyChart")) event.stopPropagation();
  }, {capture: true, passive: true});
})();
