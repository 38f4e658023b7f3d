// Places as markers, and what they open. One Tab stop for all of a layer; arrow keys go on.
(() => {
  const WIDEST = 400; // pixels of a card
  const svg = (symbol) =>
    `<svg class="ex-symbol" viewBox="-12 -12 24 24" aria-hidden="true" focusable="false"><use href="#ex-${symbol}"></use></svg>`;

  const open = (marker) => {
    marker.openPopup();
    const content = marker.getPopup().getElement()?.querySelector(".leaflet-popup-content");
    if (content) {
      content.tabIndex = -1;
      content.setAttribute("role", "dialog");
      content.setAttribute("aria-label", marker.options.ex.name);
      content.focus({ preventScroll: true });
    }
  };

  // Arrow keys go from place to place, west to east, also to those that others cover.
  explainer.markers = L.LayerGroup.extend({
    initialize(places, options) {
      this.apart = options?.apart ?? 13; // pixels
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
      if (place.popup) marker.bindPopup(place.popup, { maxWidth: Math.min(WIDEST, (window.innerWidth || WIDEST) - 64), minWidth: 220, autoPanPadding: [16, 16] });
      marker.on("popupopen", () => this.hold(marker));
      return marker;
    },

    onAdd(map) {
      L.LayerGroup.prototype.onAdd.call(this, map);
      const labels = explainer.labels(map);
      this.items = this.byLongitude.map((marker) => this.dress(marker, labels));
      this.collapse();
      map.on("zoomend viewreset", this.collapse, this);
    },

    onRemove(map) {
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
      marker.on("popupclose", () => {
        if (document.activeElement?.closest(".leaflet-popup")) element.focus();
      });
      if (place.symbol === "area") return { label: this.inside(element, place, labels) };
      const { lat, lon } = place;
      return {
        obstacle: labels.avoid({ lat, lon, radius: place.radius ?? 5 }),
        label: place.label && labels.add({ opens: () => open(marker), lat, lon, text: place.label, cls: place.labelCls, priority: place.priority, radius: place.radius ?? 6, minZoom: place.minZoom }),
      };
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
        const count = this.byLongitude.length;
        const next = this.byLongitude[(this.byLongitude.indexOf(marker) + step + count) % count];
        marker._map.panInside(next.getLatLng(), { padding: [60, 60] });
        this.hold(next);
        next.getElement().focus();
      } else if (event.key === "Enter" || event.key === " ") {
        open(marker);
      } else {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    },
  });
})();
