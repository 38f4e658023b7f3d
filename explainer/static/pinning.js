// A reader puts a pin: where a place may be, to learn how far off it was, or on the edge of what is near.
(() => {
  const explainer = (window.explainer ??= {});
  const STEP = 12;
  const ARROWS = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
  const round = (km) => (km < 10 ? km.toFixed(1) : Math.round(km).toLocaleString("en"));

  // A pin that is dragged, set with a click, or moved with the arrow keys, while it `may` be.
  const pinned = (map, moved, may = () => true) => {
    const pin = L.marker(map.getCenter(), { draggable: true, autoPan: true, alt: "Your pin" }).addTo(map);
    const put = (point) => {
      pin.setLatLng(point);
      moved();
    };
    map.on("click", ({ latlng }) => may() && put(latlng));
    pin.on("drag", moved);
    // The arrow keys move the pin when it has the focus, and not the map.
    pin.getElement().addEventListener("keydown", (event) => {
      const by = ARROWS[event.key];
      if (!by) return;
      event.preventDefault();
      event.stopPropagation();
      put(map.containerPointToLatLng(map.latLngToContainerPoint(pin.getLatLng()).add(by)));
    });
    return pin;
  };

  const told = (map, ...before) => {
    const bar = L.DomUtil.create("div", "ex-pinning");
    const said = L.DomUtil.create("span", "");
    said.setAttribute("role", "status");
    bar.append(...before, said);
    explainer.above(map, bar);
    return said;
  };

  explainer.pinning = (map, places) => {
    const shown = L.layerGroup().addTo(map);
    const button = L.DomUtil.create("button", "ex-button");
    button.type = "button";
    const said = told(map, button);
    const first = [map.getCenter(), map.getZoom()];
    let at = 0;
    let asking = true;
    let off = [];

    const ask = () => {
      asking = true;
      shown.clearLayers();
      map.setView(...first, { animate: false });
      pin.setLatLng(first[0]);
      said.textContent = `Where is ${places[at].name}? Drag the pin, or click, or move it with the arrow keys. ${at + 1} of ${places.length}.`;
      button.textContent = "Here";
    };

    const tell = () => {
      asking = false;
      const { name, point, km } = places[at];
      const error = pin.getLatLng().distanceTo(point) / 1000;
      off.push(error);
      L.polyline([pin.getLatLng(), point], { className: "ex-distance", interactive: false, fill: false }).addTo(shown);
      L.circle(point, { radius: 1000 * km, className: "ex-precision", interactive: false }).addTo(shown);
      map.fitBounds(L.latLngBounds([pin.getLatLng(), point]).pad(0.4), { maxZoom: 7, animate: false });
      const inside = error <= km ? " Your pin is inside its circle." : "";
      const last = at + 1 === places.length;
      const mean = off.reduce((sum, one) => sum + one, 0) / off.length;
      const all = last ? ` On average you were ${round(mean)} km off.` : "";
      said.textContent = `${name}: ${round(error)} km off. The circle is how exact our own point is: ${round(km)} km.${inside}${all}`;
      button.textContent = last ? "Again" : "Next place";
    };

    button.addEventListener("click", () => {
      if (asking) return tell();
      at = (at + 1) % places.length;
      if (!at) off = [];
      ask();
    });
    const pin = pinned(map, () => asking || shown.clearLayers(), () => asking);
    pin.getElement().addEventListener("keydown", ({ key }) => key === "Enter" && button.click());
    ask();
  };

  // Between two points of a border, in m: circles around all of them make the belt along it.
  const APART = 15000;
  const rings = (part) => (L.LineUtil.isFlat(part) ? [part] : part.flatMap(rings));
  const between = (a, b) => {
    const steps = Math.ceil(a.distanceTo(b) / APART);
    return Array.from({ length: steps }, (_, at) => L.latLng(a.lat + ((b.lat - a.lat) * at) / steps, a.lng + ((b.lng - a.lng) * at) / steps));
  };
  const around = () => {
    try {
      return window.parent.document;
    } catch {
      return document; // a page of another origin
    }
  };

  // The edge of a belt along a country is where the pin is; the number of a guess beside the map
  // (`key`) follows it, and it follows the number.
  explainer.edge = (map, country, sites, key) => {
    const land = Object.values(map._layers).filter(({ options }) => options.className?.includes("ex-story"));
    const border = land.flatMap((one) => rings(one.getLatLngs())).flatMap((ring) => ring.flatMap((point, at) => between(point, ring[(at + 1) % ring.length])));
    for (const [name, level] of [["ex-belt", 210], ["ex-within", 220]]) map.createPane(name).style.zIndex = level;
    const belt = border.map((point) => L.circle(point, { radius: 0, pane: "ex-belt", className: "ex-belt", interactive: false }).addTo(map));
    for (const one of land) L.polygon(one.getLatLngs(), { pane: "ex-within", className: "ex-shape ex-story", interactive: false }).addTo(map);
    const said = told(map);
    const off = (at) => {
      const inside = land.some(({ _path }) => _path.isPointInFill(map.latLngToLayerPoint(at)));
      return inside ? 0 : Math.min(...border.map((point) => point.distanceTo(at))) / 1000;
    };
    const page = around();
    const mine = (form) => form?.dataset?.key === key;
    const number = () => [...page.forms].find(mine)?.elements.answer;
    let edge = NaN;

    const show = (km) => {
      edge = km;
      for (const circle of belt) circle.setRadius(1000 * km);
      const [inside, outside, within] = [({ far }) => far && far <= km, ({ far }) => far > km, ({ far }) => !far].map((here) => sites.filter(here).map(({ name }) => name).join(", "));
      said.textContent = `Your edge: ${km} km from ${country}. Drag the pin, click, or use the arrow keys. Inside: ${inside || "no site"}. Outside: ${outside || "no site"}.${within && ` In ${country} on this map: ${within}.`}`;
    };
    const pin = pinned(map, () => {
      show(10 * Math.round(off(pin.getLatLng()) / 10));
      const box = number();
      if (box) box.value = edge;
      box?.dispatchEvent(new Event("input", { bubbles: true }));
      explainer.address.write("edge", edge);
    });
    // To a number of km: outwards from the border, past the last site that is not within.
    const to = (km) => {
      if (!(km >= 0) || km === edge) return false;
      const site = L.latLng(sites.findLast(({ far }) => far)?.point ?? map.getBounds().getNorthEast());
      const from = border.reduce((a, b) => (site.distanceTo(a) < site.distanceTo(b) ? a : b));
      let [low, high] = [0, 20];
      const point = (part) => [from.lat + (site.lat - from.lat) * part, from.lng + (site.lng - from.lng) * part];
      for (let halved = 0; halved < 20; halved += 1) {
        const middle = (low + high) / 2;
        if (off(L.latLng(point(middle))) < km) low = middle;
        else high = middle;
      }
      pin.setLatLng(point(low));
      show(km);
      return true;
    };
    to(0);
    explainer.address.follow("edge", (value) => to(Number(value)));
    to(parseFloat(number()?.value));
    const gone = new AbortController();
    addEventListener("pagehide", () => gone.abort());
    // After the form itself, which then has the number.
    const follow = ({ target }) => mine(target.form ?? target) && setTimeout(() => to(parseFloat(number()?.value)));
    for (const kind of ["input", "ex-kept", "ex-restore"]) page.addEventListener(kind, follow, { capture: true, signal: gone.signal });
  };
})();
