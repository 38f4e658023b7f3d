// What the maps of this package are made of. Python passes data; nothing here fetches anything.
(() => {
  const CROWDED = 640; // pixels: in a page this narrow there is not room for everything
  const WIDEST = 400; // pixels of a card
  const svg = (symbol) =>
    `<svg class="ex-symbol" viewBox="-12 -12 24 24" aria-hidden="true" focusable="false"><use href="#ex-${symbol}"></use></svg>`;

  // Shapes and lines. `data` is GeoJSON whose features carry their CSS class, or the name of a file
  // in the page, whose features get theirs from `options.classes`. Colours live in map.css.
  explainer.shapes = (data, options) => {
    const classes = options.classes || {};
    const key = ({ id, a, b }) => id ?? `${a} ${b}`;
    const fromFile = typeof data === "string";
    return L.geoJSON(fromFile ? explainer.files[data] : data, {
      interactive: false,
      pane: options.pane,
      filter: ({ properties }) => !fromFile || !options.only || key(properties) in classes,
      style: ({ properties }) => ({
        className: `ex-shape ${options.cls || ""} ${(fromFile ? classes[key(properties)] : properties.cls) || ""}`,
        smoothFactor: 0.6,
      }),
    });
  };

  // Names of areas (countries, seas), placed by labels.js.
  explainer.names = L.Layer.extend({
    initialize(names) {
      this.names = names;
    },
    onAdd(map) {
      this.items = this.names.map((name) => explainer.labels(map).add({ radius: 0, ...name }));
    },
    onRemove(map) {
      this.items.forEach((item) => explainer.labels(map).remove(item));
    },
  });

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

  // Markers: one Tab stop for all; arrow keys go from place to place, west to east.
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
      return marker;
    },

    onAdd(map) {
      L.LayerGroup.prototype.onAdd.call(this, map);
      const labels = explainer.labels(map);
      this.items = this.byLongitude.map((marker) => this.dress(marker, labels));
      const near = this.byLongitude.find((marker) => map.getBounds().contains(marker.getLatLng()));
      this.focusable(near ?? this.byLongitude[0]);
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
      element.tabIndex = -1;
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

    // Of markers that would cover each other only the first by priority is drawn; its label counts
    // the others. Zooming in separates them.
    collapse() {
      const shown = [];
      const points = this.byLongitude
        .map((marker, index) => ({ marker, item: this.items[index], place: marker.options.ex }))
        .filter(({ place }) => place.symbol !== "area")
        .sort((a, b) => a.place.priority - b.place.priority);
      for (const { marker, item, place } of points) {
        const at = this._map.latLngToLayerPoint(marker.getLatLng());
        const host = shown.find((other) => other.at.distanceTo(at) < this.apart);
        if (host) host.more += 1;
        else shown.push({ at, item, place, more: 0 });
        marker.getElement().classList.toggle("ex-hidden", Boolean(host));
        explainer.labels(this._map).show(item, !host);
      }
      for (const { item, place, more } of shown) {
        explainer.labels(this._map).rename(item.label, more ? `${place.label} +${more}` : place.label);
      }
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

    focusable(marker) {
      this.byLongitude.forEach((other) => (other.getElement().tabIndex = other === marker ? 0 : -1));
    },

    key(event, marker) {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (step) {
        const count = this.byLongitude.length;
        const next = this.byLongitude[(this.byLongitude.indexOf(marker) + step + count) % count];
        this.focusable(next);
        marker._map.panInside(next.getLatLng(), { padding: [60, 60] });
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

  const button = (map, options) => {
    const Control = L.Control.extend({
      onAdd() {
        const bar = L.DomUtil.create("div", "leaflet-bar");
        const element = L.DomUtil.create("button", "ex-button", bar);
        element.type = "button";
        element.textContent = options.sign;
        element.title = options.title;
        element.setAttribute("aria-label", options.title);
        L.DomEvent.disableClickPropagation(bar);
        element.addEventListener("click", options.run);
        return bar;
      },
    });
    new Control({ position: "topleft" }).addTo(map);
  };

  // The legend covers nothing of the first view, where the map is wide enough for both.
  explainer.legend = (map, html) => {
    const home = map.exHome;
    const Control = L.Control.extend({
      onAdd() {
        const element = L.DomUtil.create("div", "ex-legend");
        element.innerHTML = html;
        L.DomEvent.disableClickPropagation(element);
        L.DomEvent.disableScrollPropagation(element);
        return element;
      },
    });
    const legend = new Control({ position: "bottomleft" }).addTo(map);
    // It leaves the buttons above it free; where there is little room, only its title is left.
    let roomy;
    const fold = () => {
      const [box, frame] = [legend.getContainer(), map.getContainer()];
      const details = box.querySelector("details");
      if (!details || !frame.offsetWidth) return;
      const above = [...frame.querySelectorAll(".leaflet-top.leaflet-left > *")];
      const end = Math.max(...above.map((control) => control.getBoundingClientRect().bottom));
      const room = frame.getBoundingClientRect().bottom - end - 38; // margins and padding
      box.style.maxHeight = `min(60vh, ${Math.max(room, 40)}px)`;
      const now = frame.offsetWidth >= CROWDED && room > 100;
      if (now !== roomy) details.open = roomy = now; // else the reader's choice stands
    };
    fold();
    map.on("resize", fold);
    map.exHome = () => {
      const [box, width] = [legend.getContainer(), legend.getContainer().offsetWidth];
      const beside = box.querySelector("details[open]") && map.getSize().x > 2 * width;
      home(beside ? { paddingTopLeft: [width, 0] } : {});
    };
    map.exHome();
  };

  // Writes under the map what the layer shown says of itself.
  explainer.captions = (map, captions) => {
    const foot = document.querySelector(".ex-foot");
    const texts = new Map(captions);
    const choices = map.getContainer().querySelector(".leaflet-control-layers-base");
    choices.setAttribute("role", "radiogroup");
    choices.setAttribute("aria-label", "Borders drawn as");
    const write = (name) => {
      const holder = document.createElement("div");
      holder.innerHTML = texts.get(name);
      foot.replaceChildren(...holder.firstElementChild.childNodes);
    };
    write(captions[0][0]);
    map.on("baselayerchange", (event) => write(event.name));
  };

  // Keeps two maps on the same view; the one the reader moves leads.
  explainer.inStep = (a, b) => {
    let following = false;
    const follow = (leader, other) => () => {
      if (following) return;
      following = true;
      other.setView(leader.getCenter(), leader.getZoom(), { animate: false });
      following = false;
    };
    a.on("move zoom", follow(a, b));
    b.on("move zoom", follow(b, a));
  };

  // Everything a map needs besides its layers.
  explainer.prepare = (map, options) => {
    const container = map.getContainer();
    container.setAttribute("role", "application");
    container.setAttribute("aria-roledescription", "map");
    container.setAttribute("aria-label", `${options.title}. ${options.help}`);
    map.attributionControl?.setPrefix("Leaflet");
    map.attributionControl?.addAttribution(options.attribution);
    for (const [name, level] of Object.entries({ "ex-land": 200, "ex-areas": 250, "ex-lines": 300 })) {
      const pane = map.getPane(name) || map.createPane(name);
      pane.style.zIndex = level;
      pane.style.pointerEvents = "none";
    }
    // What is drawn the buttons and the legend say in words.
    for (const name of ["ex-land", "ex-areas", "ex-lines", "overlayPane"]) map.getPane(name).setAttribute("aria-hidden", "true");
    // A card may be as high as the map, without its tip and edges.
    const roomForCards = () => container.style.setProperty("--card-height", `${map.getSize().y - 76}px`);
    roomForCards();
    map.on("resize", roomForCards);
    map.exHome = (room) => map.fitBounds(options.bounds, { animate: false, ...room });
    map.exHome();
    button(map, { sign: "⌂", title: "Back to the first view", run: () => map.exHome() });
    const scale = L.control.scale({ imperial: false, position: "bottomright" }).addTo(map).getContainer();
    scale.setAttribute("role", "group");
    scale.setAttribute("aria-label", "Scale");
    map.on("overlayadd overlayremove", (event) => {
      if (event.layer instanceof L.TileLayer) {
        container.classList.toggle("ex-with-tiles", event.type === "overlayadd");
      }
    });
    // A frame drawn while hidden (a folded cell, a slide) has no size, or next to none, yet.
    let unseen = false;
    new ResizeObserver(([{ contentRect }]) => {
      const small = contentRect.width < 100 || contentRect.height < 100;
      map.invalidateSize({ animate: false });
      if (unseen && !small) map.exHome();
      unseen = small;
    }).observe(container);
    container.addEventListener("keydown", (event) => {
      if (event.key === "Escape") map.closePopup();
    });
    grow();
  };

  // In a narrow page what stands side by side stands one below the other and needs more height.
  const grow = () => {
    const frame = window.frameElement; // none if the page is not in a notebook: then it scrolls
    const page = document.querySelector(".ex-page");
    if (!frame || !window.innerWidth) return;
    frame.style.minHeight = "";
    if (window.innerWidth < CROWDED && page.scrollHeight > page.clientHeight) frame.style.minHeight = `${page.scrollHeight}px`;
  };
  let wide = window.innerWidth;
  window.addEventListener("resize", () => {
    if (wide !== window.innerWidth) grow();
    wide = window.innerWidth;
  });
})();
