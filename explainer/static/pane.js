// One part of what an explorer shows. A map is drawn anew in the frame it has: nothing flickers.
export default {
  render({ model, el }) {
    let waiting;

    function show() {
      clearTimeout(waiting);
      el.innerHTML = model.get("html");
      // JupyterLab may take the frame away and back, and then it loads again.
      el.querySelector("iframe")?.addEventListener("load", redraw);
    }

    // Draws the map that came last, if it came after the frame.
    function redraw() {
      clearTimeout(waiting);
      const frame = el.querySelector("iframe");
      const change = model.get("change");
      if (!frame || !("script" in change)) {
        return;
      }
      if (frame.contentDocument?.querySelector(".leaflet-pane path[d]")) {
        draw(frame, change);
      } else if (frame.isConnected) {
        waiting = setTimeout(redraw, 50);
      }
    }

    show();
    redraw();
    model.on("change:html", show);
    model.on("change:change", redraw);
    return () => clearTimeout(waiting);
  },
};

function draw(frame, { title, main, script, maps }) {
  const page = frame.contentWindow;
  const { document, L } = page;
  // folium's maps are variables of their page.
  const old = page.drawn ?? Object.values(page).filter((value) => value instanceof L.Map);
  const views = old.map(page.explainer.seen);
  old.forEach((map) => L.DomEvent.off(page, "resize", map._onResize, map)); // or none is ever freed
  const room = document.querySelector("main");
  const symbols = room.querySelector(":scope > svg");
  room.innerHTML = main;
  room.prepend(symbols);
  document.title = title;
  frame.title = `Map: ${title}`;
  const element = document.createElement("script");
  element.nonce = document.querySelector("script[nonce]").nonce; // the page's policy asks for it
  element.textContent = `(() => { ${script}; window.drawn = [${maps}]; })();`;
  document.body.append(element);
  element.remove();
  page.drawn.forEach((map, index) => views[index] && page.explainer.takeOver(map, views[index]));
}
