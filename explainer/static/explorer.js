// The part of an explorer that only the page can do: names for what ipywidgets leaves unnamed, and
// maps that are drawn anew in the frame they have, so that nothing flickers.
function startExplorer(style) {
  const root = style.closest(".ex-explorer");
  if (!root || root.dataset.started) {
    return;
  }
  root.dataset.started = "yes";

  function name() {
    for (const slider of root.querySelectorAll(".widget-slider")) {
      const [handle, label, readout] = ["[role=slider]", ".widget-label", ".widget-readout"].map((part) =>
        slider.querySelector(part),
      );
      handle?.setAttribute("aria-label", label.textContent);
      handle?.setAttribute("aria-valuetext", readout.textContent);
      const typed = !Number.isNaN(Number(readout.textContent)); // only a number can be typed
      readout.contentEditable = typed;
      readout.role = typed ? "textbox" : null;
      readout.ariaLabel = typed ? `${label.textContent}, typed` : null;
    }
    for (const group of root.querySelectorAll(".ex-choices")) {
      group.setAttribute("role", "group");
      group.setAttribute("aria-label", group.querySelector(".ex-choices-label")?.textContent ?? "");
    }
    root.querySelector(".ex-said")?.setAttribute("role", "status");
    // Else JupyterLab takes the arrows and letters for the notebook: "a" would insert a cell.
    for (const control of root.querySelectorAll("select, input, button, [role=slider]")) {
      control.dataset.lmSuppressShortcuts = "true";
    }
  }

  // Shows in the frame of a pane the map that came last.
  function redraw(pane) {
    const frame = pane.querySelector("iframe");
    const change = pane.querySelector(".ex-redraw script")?.textContent;
    if (!frame || !change) {
      return;
    }
    if (!frame.dataset.watched) {
      frame.dataset.watched = "yes";
      frame.addEventListener("load", () => redraw(pane)); // JupyterLab may take it away and back
    }
    if (frame.contentDocument?.querySelector(".leaflet-pane path[d]")) {
      draw(frame, JSON.parse(change));
    } else if (frame.isConnected) {
      setTimeout(() => redraw(pane), 50);
    }
  }

  function draw(frame, { title, main, script, maps }) {
    const page = frame.contentWindow;
    const { document, L } = page;
    // folium's maps are variables of their page.
    const old = page.drawn ?? Object.values(page).filter((value) => value instanceof L.Map);
    const views = old.map((map) => [map.getCenter(), map.getZoom()]);
    old.forEach((map) => L.DomEvent.off(page, "resize", map._onResize, map)); // or none is ever freed
    const room = document.querySelector("main");
    const symbols = room.querySelector(":scope > svg");
    room.innerHTML = main;
    room.prepend(symbols);
    document.title = title;
    frame.title = `Map: ${title}`;
    page.drawn = new page.Function(`${script}; return [${maps}];`)();
    // The reader has moved or zoomed the old map: the new one shows the same place.
    page.drawn.forEach((map, index) => views[index] && map.setView(...views[index], { animate: false }));
  }

  const observer = new MutationObserver((records) => {
    name();
    new Set(records.map(({ target }) => target.closest?.(".ex-pane"))).forEach((pane) => pane && redraw(pane));
  });
  observer.observe(root, { childList: true, characterData: true, subtree: true });
  name();
  root.querySelectorAll(".ex-pane").forEach(redraw);
}
startExplorer(this);
