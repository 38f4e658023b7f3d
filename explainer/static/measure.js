// The button of folium's MeasureControl: click from point to point, and read how far it is.
L.Control.Measure = L.Control.extend({
  options: { position: "topright" },

  onAdd(map) {
    this.points = [];
    this.line = L.polyline([], { className: "ex-distance", interactive: false, fill: false });
    const bar = L.DomUtil.create("div", "leaflet-bar ex-measure");
    this.button = L.DomUtil.create("button", "ex-button", bar);
    this.said = L.DomUtil.create("span", "", bar);
    this.button.type = "button";
    this.button.innerHTML = '<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.5"><path d="M1 5h14v6H1zM4.5 5v3M8 5v3M11.5 5v3"/></svg>';
    this.button.title = "Measure a distance";
    this.said.setAttribute("role", "status");
    L.DomEvent.disableClickPropagation(bar);
    this.button.addEventListener("click", () => this.turn(!this.on));
    this.turn(false);
    map.on("click", this.add, this);
    return bar;
  },

  onRemove(map) {
    map.off("click", this.add, this);
    this.line.remove();
  },

  turn(on) {
    this.on = on;
    this.points = [];
    this.line.setLatLngs([]).addTo(this._map);
    this.button.setAttribute("aria-pressed", on);
    this.button.setAttribute("aria-label", this.button.title);
    this.said.textContent = on ? "Click on the map, from point to point." : "";
  },

  add({ latlng }) {
    if (!this.on) return;
    this.points.push(latlng);
    this.line.setLatLngs(this.points);
    const metres = this.points.slice(1).reduce((sum, point, at) => sum + point.distanceTo(this.points[at]), 0);
    if (this.points.length > 1) this.said.textContent = `${(metres / 1000).toLocaleString("en", { maximumSignificantDigits: 3 })} km`;
  },
});
