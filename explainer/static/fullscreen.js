// The button of folium's Fullscreen: the page of the map fills the screen, as the browser does it.
L.control.fullscreen = (options = {}) => {
  const [open, close] = [options.title ?? "Full screen", options.titleCancel ?? "Leave the full screen"];
  const Control = L.Control.extend({
    onAdd() {
      const bar = L.DomUtil.create("div", "leaflet-bar");
      const button = L.DomUtil.create("button", "ex-button", bar);
      const name = () => {
        button.title = document.fullscreenElement ? close : open;
        button.setAttribute("aria-label", button.title);
      };
      button.type = "button";
      button.innerHTML = '<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2"><path d="M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4"/></svg>';
      L.DomEvent.disableClickPropagation(bar);
      button.addEventListener("click", () => {
        if (document.fullscreenElement) document.exitFullscreen();
        else document.documentElement.requestFullscreen();
      });
      document.addEventListener("fullscreenchange", name);
      name();
      return bar;
    },
  });
  return new Control({ position: options.position ?? "topleft" });
};
