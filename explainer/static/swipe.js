// Two points of view on one map, with an edge between them that the reader moves.
(() => {
  const PANES = { "ex-areas": 250, "ex-lines": 300 };

  // Panes of their own for what lies left (0) and right (1) of the edge.
  explainer.sides = (map) => {
    for (const side of [0, 1]) {
      for (const [name, level] of Object.entries(PANES)) {
        const pane = map.createPane(`${name}-${side}`);
        pane.style.cssText = `z-index: ${level}; pointer-events: none`;
        pane.setAttribute("aria-hidden", "true");
      }
    }
  };

  explainer.swipe = (map, groups, markers, names) => {
    groups.forEach((group) => group.addTo(map));
    const row = L.DomUtil.create("div", "ex-swipe");
    const [left, right] = names.map((name) => Object.assign(document.createElement("b"), { textContent: name }));
    const slider = Object.assign(document.createElement("input"), { type: "range", min: 0, max: 100, value: 50 });
    slider.setAttribute("aria-label", `How much of the map is drawn as by ${names[0]}, the rest as by ${names[1]}`);
    row.append(left, slider, right);
    explainer.above(map, row);
    const edge = L.DomUtil.create("div", "ex-swipe-edge", map.getContainer());

    const draw = () => {
      const { x: width, y: height } = map.getSize();
      const at = (width * slider.value) / 100;
      slider.setAttribute("aria-valuetext", `${slider.value} % ${names[0]}`);
      edge.style.left = `${at}px`;
      const low = map.containerPointToLayerPoint([0, 0]);
      const high = low.add([width, height]);
      const spans = [[low.x, low.x + at], [low.x + at, high.x]];
      spans.forEach(([from, to], side) => {
        for (const name of Object.keys(PANES)) map.getPane(`${name}-${side}`).style.clip = `rect(${low.y}px, ${to}px, ${high.y}px, ${from}px)`;
        const seen = markers[side].byLongitude.map((marker) => map.latLngToContainerPoint(marker.getLatLng()).x < at === (side === 0));
        markers[side].only(seen);
      });
    };
    slider.addEventListener("input", draw);
    map.on("move zoomend resize viewreset", draw);
    draw();
  };
})();
