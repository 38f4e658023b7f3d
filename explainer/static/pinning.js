// A reader puts a pin where a place may be, and learns how far off it was.
(() => {
  const explainer = (window.explainer ??= {});
  const STEP = 12;
  const ARROWS = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
  const round = (km) => (km < 10 ? km.toFixed(1) : Math.round(km).toLocaleString("en"));

  explainer.pinning = (map, places) => {
    const pin = L.marker(map.getCenter(), { draggable: true, autoPan: true, alt: "Your pin" });
    const shown = L.layerGroup().addTo(map);
    const bar = L.DomUtil.create("div", "ex-pinning");
    const button = L.DomUtil.create("button", "ex-button", bar);
    const said = L.DomUtil.create("span", "", bar);
    button.type = "button";
    said.setAttribute("role", "status");
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
    map.on("click", ({ latlng }) => asking && pin.setLatLng(latlng));
    pin.on("drag", () => asking || shown.clearLayers());
    explainer.above(map, bar);
    pin.addTo(map);
    // The arrow keys move the pin when it has the focus, and not the map.
    pin.getElement().addEventListener("keydown", (event) => {
      if (event.key === "Enter") button.click();
      const by = ARROWS[event.key];
      if (!by) return;
      event.preventDefault();
      event.stopPropagation();
      pin.setLatLng(map.containerPointToLatLng(map.latLngToContainerPoint(pin.getLatLng()).add(by)));
    });
    ask();
  };
})();
