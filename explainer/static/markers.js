// Places as markers, and what they open. One Tab stop for all of a layer; arrow keys go on.
(() => {
  const REACH = 300; // km around a place that is gone to
  const svg = (symbol) =>
    `<svg class="ex-symbol" viewBox="-12 -12 24 24" aria-hidden="true" focusable="false"><use href="#ex-${symbol}"></use></svg>`;

  // Arrow keys go from place to place, west to east, also to those that others cover.
  explainer.markers = L.LayerGroup.extend({
    initialize(places, options) {
      this.apart = options?.apart ?? 13; // pixels
      this.listed = options?.listed;
      L.LayerGroup.prototype.initialize.call(this);
      this.byLongitude = [...places]
        .sort((a, b) => a.lon - b.lon)
        .map((place) => this.marker(place));
      this.byLongitude.forEach((marker) => this.addLayer(marker));
    },

    marker(place) {
      const area = place.symbol === "area";
      const marker = L.marker([place.lat, place.lon], {
        icon: L.divIcon({
          className: `ex-marker ex-${place.symbol} ${place.cls || ""}`,
          html: area ? "" : svg(place.symbol),
          iconSize: area ? null : [24, 24],
        }),
        pane: "markerPane",
        riseOnHover: true,
        ex: place,
      });
      marker.on("click", () => this.open(marker));
      return marker;
    },

    onAdd(map) {
      L.LayerGroup.prototype.onAdd.call(this, map);
      const labels = explainer.labels(map);
      this.items = this.byLongitude.map((marker) => this.dress(marker, labels));
      this.collapse();
      if (this.listed) this.list();
      map.on("zoomend viewreset", this.collapse, this);
    },

    onRemove(map) {
      this.index?.remove();
      map.off("zoomend viewreset", this.collapse, this);
      const labels = explainer.labels(map);
      this.items.forEach(({ label, obstacle }) => {
        if (label) labels.remove(label);
        if (obstacle) labels.allow(obstacle);
      });
      L.LayerGroup.prototype.onRemove.call(this, map);
    },

    dress(marker, labels) {
      const place = marker.options.ex;
      const element = marker.getElement();
      element.setAttribute("role", "button");
      element.setAttribute("aria-label", place.spoken);
      element.title = place.name;
      element.addEventListener("keydown", (event) => this.key(event, marker));
      if (place.symbol === "area") return { label: this.inside(element, place, labels) };
      const { lat, lon } = place;
      return {
        obstacle: labels.avoid({ lat, lon, radius: place.radius ?? 5 }),
        label: place.label && labels.add({ opens: () => this.open(marker), lat, lon, text: place.label, cls: place.labelCls, priority: place.priority, radius: place.radius ?? 6, minZoom: place.minZoom }),
      };
    },

    // A list beside the map: what is chosen there is gone to, also if it is far from the rest.
    list() {
      this.index = L.DomUtil.create("div", "ex-listed");
      const list = L.DomUtil.create("ol", "");
      this.index.append(Object.assign(document.createElement("h2"), { textContent: this.listed }), list);
      for (const marker of [...this.byLongitude].sort((a, b) => a.options.ex.priority - b.options.ex.priority)) {
        const button = L.DomUtil.create("button", "", L.DomUtil.create("li", "", list));
        const { listed, reach } = marker.options.ex;
        button.type = "button";
        button.textContent = listed;
        button.addEventListener("click", () => {
          const near = this._map.getBoundsZoom(marker.getLatLng().toBounds(2000 * (reach ?? REACH)));
          explainer.go(this._map, marker.getLatLng(), near, true);
          this.open(marker, button);
        });
      }
      explainer.beside(this._map, this.index);
    },

    // Opens the card of a place; the map moves where a sheet would cover the place.
    open(marker, opener = marker.getElement()) {
      const { popup, name } = marker.options.ex;
      const map = this._map;
      if (!popup) return;
      this.hold(marker);
      const panel = explainer.panel(map);
      panel.open(popup, name, marker.getElement(), opener);
      if (panel.over(map)) map.panInside(marker.getLatLng(), { paddingTopLeft: [40, 40], paddingBottomRight: [40, panel.over(map) + 30] });
      marker.fire("cardopen");
    },

    // The marker the reader is at: it is drawn whatever it covers, and is where Tab comes back to.
    hold(marker) {
      this.held = marker;
      this.collapse();
    },

    // Of markers that would cover each other only the first by priority is drawn; its label counts
    // the others. Zooming in separates them, and the keyboard goes through all.
    collapse() {
      const shown = [];
      const rank = ({ marker, place }) => (marker === this.held ? -Infinity : place.priority);
      const hidden = new Set();
      const points = this.byLongitude
        .map((marker, index) => ({ marker, item: this.items[index], place: marker.options.ex }))
        .filter(({ place }) => place.symbol !== "area")
        .sort((a, b) => rank(a) - rank(b));
      for (const { marker, item, place } of points) {
        const at = this._map.latLngToLayerPoint(marker.getLatLng());
        const host = shown.find((other) => other.at.distanceTo(at) < this.apart);
        if (host) {
          host.more += 1;
          hidden.add(marker);
        } else shown.push({ at, item, place, more: 0 });
        marker.getElement().classList.toggle("ex-hidden", Boolean(host));
        explainer.labels(this._map).show(item, !host);
      }
      for (const { item, place, more } of shown) {
        explainer.labels(this._map).rename(item.label, more ? `${place.label} +${more}` : place.label);
      }
      const free = this.byLongitude.filter((marker) => !hidden.has(marker));
      const inView = (marker) => this._map.getBounds().contains(marker.getLatLng());
      const stop = this.held ?? free.find(inView) ?? free[0];
      this.byLongitude.forEach((marker) => (marker.getElement().tabIndex = marker === stop ? 0 : -1));
    },

    // Shows only some of the markers, by their place from west to east.
    only(shown) {
      this.byLongitude.forEach((marker, place) => {
        marker.getElement().style.display = shown[place] ? "" : "none";
        explainer.labels(this._map).show(this.items[place], shown[place]);
      });
      const stop = this.byLongitude.find((_, place) => shown[place]);
      this.byLongitude.forEach((marker) => (marker.getElement().tabIndex = marker === stop ? 0 : -1));
    },

    // The marker of an area is its name: the label is the button.
    inside(element, place, labels) {
      const label = document.createElement("span");
      label.className = `ex-label ex-area-label ${place.labelCls || ""}`;
      label.textContent = place.label;
      element.append(label);
      const { lat, lon, priority } = place;
      return labels.place(label, { lat, lon, priority, radius: 0, anchored: true, always: !place.optional });
    },

    key(event, marker) {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (step) {
        const there = this.byLongitude.filter((one) => one.getElement().style.display !== "none");
        const next = there[(there.indexOf(marker) + step + there.length) % there.length];
        marker._map.panInside(next.getLatLng(), { padding: [60, 60] });
        this.hold(next);
        next.getElement().focus();
      } else if (event.key === "Enter" || event.key === " ") {
        this.open(marker);
      } else {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    },
  });
})();
