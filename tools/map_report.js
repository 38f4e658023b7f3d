// Measures a map of the package in its frame: names, cards, what lies on it. Used by map_report.py.
(() => {
  const page = document.querySelector("iframe")?.contentWindow ?? window;
  const maps = () => Object.values(page).filter((one) => page.L && one instanceof page.L.Map && one.exLabels);
  const away = (x, y, { left, top, right, bottom }) => Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
  const cover = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  const shown = (element) => element.checkVisibility({ visibilityProperty: true });

  // Of each name that is seen: its text, how far it is from its mark, whether a line leads there.
  const names = (map) => {
    const frame = map.getContainer().getBoundingClientRect();
    return map.exLabels.items.filter(({ element }) => shown(element)).map((item) => {
      const at = map.latLngToContainerPoint(page.explainer.inView(map, item));
      const box = item.element.getBoundingClientRect();
      const led = Boolean(item.line && !item.line.hidden);
      return { text: item.element.textContent, box, led, far: Math.round(away(at.x + frame.left, at.y + frame.top, box)) };
    });
  };

  const measure = (near, led) => {
    const found = { names: 0, context: 0, overlaps: [], far: [], outside: [], covered: 0 };
    for (const map of maps()) {
      const [all, frame] = [names(map), map.getContainer().getBoundingClientRect()];
      found.names += all.length;
      found.context += map.exLabels.items.filter(({ element, area, anchored }) => area && !anchored && shown(element)).length;
      all.forEach((a, place) => {
        for (const b of all.slice(place + 1)) if (cover(a.box, b.box)) found.overlaps.push([a.text, b.text]);
        if (a.far > (a.led ? led : near)) found.far.push([a.text, a.far]);
        if (a.box.left < frame.left - 1 || a.box.right > frame.right + 1 || a.box.top < frame.top - 1 || a.box.bottom > frame.bottom + 1) found.outside.push(a.text);
      });
      const marks = [...map.getContainer().querySelectorAll(".ex-marker > svg")].filter(shown).map((mark) => mark.getBoundingClientRect());
      for (const { text, box } of all) {
        for (const { left, top, width, height } of marks) {
          const [x, y] = [left + width / 2, top + height / 2];
          if (away(x, y, box) < 2) found.overlaps.push([text, "a mark"]);
        }
      }
      const over = ".ex-legend, .leaflet-control-layers, .ex-layers, .ex-inset, .ex-years-note, .leaflet-popup, .ex-card";
      const parts = [...page.document.querySelectorAll(over)].filter(shown).map((part) => part.getBoundingClientRect());
      let [hit, all_] = [0, 0];
      for (let x = frame.left + 2; x < frame.right; x += 8) {
        for (let y = frame.top + 2; y < frame.bottom; y += 8) {
          all_ += 1;
          hit += parts.some((part) => x > part.left && x < part.right && y > part.top && y < part.bottom);
        }
      }
      found.covered = Math.max(found.covered, Math.round((100 * hit) / Math.max(all_, 1)));
    }
    return found;
  };

  // Names do not need the land that they stand on, and without it a zoom takes a tenth of the time.
  const bare = () => maps().forEach((map) => map.eachLayer((layer) => layer instanceof page.L.GeoJSON && layer.remove()));
  const home = () => maps().forEach((map) => map.exHome());
  const zoom = (step) => {
    for (const map of maps().slice(0, 1)) map.setZoom(map.getZoom() + step, { animate: false });
  };

  // Opens every place that is seen, and returns those whose card is cut without a sign.
  const cards = async () => {
    const found = { opened: 0, cut: [], late: [] };
    const frame = () => new Promise((done) => page.requestAnimationFrame(() => page.requestAnimationFrame(done)));
    for (const marker of [...page.document.querySelectorAll(".ex-marker")].filter((one) => shown(one) && one.ariaLabel)) {
      marker.dispatchEvent(new page.KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
      await frame();
      const card = page.document.querySelector(".leaflet-popup-content, .ex-card-text");
      if (!card) continue;
      found.opened += 1;
      const more = page.document.querySelector(".ex-card .ex-more");
      if (card.scrollHeight > card.clientHeight + 2 && !(more && shown(more))) found.cut.push(marker.ariaLabel);
      const [named, sources] = [[...card.querySelectorAll("dt")].find((dt) => dt.textContent === "Names"), card.querySelector(".ex-sources")];
      if (named && sources && named.compareDocumentPosition(sources) & 4) found.late.push(marker.ariaLabel);
    }
    maps().forEach((map) => map.getContainer().dispatchEvent(new page.KeyboardEvent("keydown", { key: "Escape" })));
    page.document.activeElement?.blur(); // a name with the focus is seen without room, too
    return found;
  };

  window.mapReport = { measure, bare, home, zoom, cards };
})();
