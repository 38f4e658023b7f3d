// What the maps of this package are made of. Python passes data; nothing here fetches anything.
(() => {
  const CROWDED = 640; // pixels: in a page this narrow there is not room for everything

  // Land is drawn; now the frame of a page asks for the scripts of the rest.
  explainer.later = () => {
    const { nonce } = document.querySelector("script[nonce]");
    for (const src of document.querySelector("main").dataset.later.split(" ")) document.body.append(Object.assign(document.createElement("script"), { src, nonce, async: false }));
  };

  // Shapes come as steps from point to point, in so many to a degree.
  explainer.unfold = (features, grid) => {
    const points = (steps) => {
      let [x, y] = [0, 0];
      return Array.from({ length: steps.length / 2 }, (_, at) => [(x += steps[2 * at]) / grid, (y += steps[2 * at + 1]) / grid]);
    };
    const open = (part) => (Array.isArray(part[0]) ? part.map(open) : points(part));
    for (const one of features) {
      one.type = "Feature";
      one.geometry.coordinates = open(one.geometry.coordinates);
    }
    return { type: "FeatureCollection", features };
  };

  // Shapes and lines. `data` is GeoJSON whose features carry their CSS class, or the name of a file
  // in the page, whose features get theirs from `options.classes`. Colours live in map.css.
  explainer.shapes = (data, options) => {
    const classes = options.classes || {};
    const key = ({ id, a, b }) => id ?? `${a} ${b}`;
    const fromFile = typeof data === "string";
    const drawn = L.geoJSON(fromFile ? explainer.files[data] : data, {
      interactive: false,
      pane: options.pane,
      filter: ({ properties }) => !fromFile || !options.only || key(properties) in classes,
      style: ({ properties }) => ({
        className: `ex-shape ${options.cls || ""} ${(fromFile ? classes[key(properties)] : properties.cls) || ""}`,
        smoothFactor: 0.6,
      }),
    });
    if (options.pane === "ex-land") drawn.on("add", () => edge(drawn._map));
    return drawn;
  };

  // The edge of the sea: the group that holds all land, once more below itself (map.css).
  const edge = (map) => {
    const land = map.getPane("ex-land").querySelector("g");
    if (!land || land.id) return;
    land.id = `ex-land-${L.stamp(map)}`;
    const below = L.SVG.create("use");
    below.setAttribute("href", `#${land.id}`);
    below.setAttribute("class", "ex-edge");
    land.before(below);
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

  // Writes under the map what the layer shown says of itself.
  explainer.captions = (map, captions, label, key) => {
    const foot = document.querySelector(".ex-foot");
    const texts = new Map(captions);
    const choices = document.querySelector(".ex-layers .leaflet-control-layers-base");
    choices.setAttribute("role", "radiogroup");
    choices.setAttribute("aria-label", label);
    const write = (name) => {
      const holder = document.createElement("div");
      holder.innerHTML = texts.get(name);
      foot.replaceChildren(...holder.firstElementChild.childNodes);
    };
    write(captions[0][0]);
    map.on("baselayerchange", (event) => {
      write(event.name);
      explainer.address.write(key, event.name);
    });
    explainer.address.follow(key, (value) => {
      const choice = [...choices.querySelectorAll("label")].find((label) => explainer.address.is(label.textContent, value));
      choice?.querySelector("input").click();
      return choice;
    });
  };

  // The wheel scrolls the page on over a map. It zooms with Ctrl, and from a click in the map until
  // the pointer leaves it.
  const leaveTheWheel = (map, container) => {
    let wanted = false;
    const zooms = ({ ctrlKey, metaKey }) => wanted || ctrlKey || metaKey;
    container.addEventListener("pointerdown", () => (wanted = true));
    container.addEventListener("pointerleave", () => (wanted = false));
    container.addEventListener("wheel", (event) => zooms(event) || event.stopPropagation(), { capture: true, passive: true });
    const title = "Zoom in (by wheel: hold Ctrl, or click the map first)";
    map.zoomControl?.getContainer().firstElementChild.setAttribute("title", title);
  };

  // While the map flies, shapes are drawn again now and then, so that land never ends on the way.
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  explainer.go = (map, center, zoom, gently) => {
    map.stop();
    // Nothing flies in a frame without a size: Leaflet would divide by it.
    const there = !gently || still.matches || !map._loaded || !map.getSize().x;
    if (there) return map.setView(center, zoom, { animate: false });
    const redraw = setInterval(() => map.fire("viewreset"), 200);
    map.once("moveend", () => clearInterval(redraw));
    return map.flyTo(center, zoom, { duration: 1.4 });
  };

  // The first view, also when the size changes, until the reader has moved to a view of their own.
  const home = (map, bounds) => {
    map.exBounds = L.latLngBounds(bounds);
    let ours = false;
    map.on("movestart zoomstart", () => (map.exOwn ||= !ours));
    map.exHome = (gently) => {
      ours = true;
      map.invalidateSize({ animate: false }); // it may have been hidden until now
      const box = map.exBounds;
      const zoom = map.getBoundsZoom(box);
      const [high, low] = [box.getNorthWest(), box.getSouthEast()].map((corner) => map.project(corner, zoom));
      explainer.go(map, map.unproject(high.add(low).divideBy(2), zoom), zoom, gently);
      map.exOwn = ours = false;
    };
    map.exHome();
  };

  // A map in the place of another goes on from what the reader saw; it stays there if the reader
  // chose that and the new map has the same first view, else it goes to its own.
  explainer.seen = (map) => {
    map.stop();
    return { center: map.getCenter(), zoom: map.getZoom(), kept: map.exOwn && map.exBounds };
  };
  explainer.takeOver = (map, { center, zoom, kept }) => {
    map.setView(center, zoom, { animate: false });
    map.exOwn = Boolean(kept && kept.toBBoxString() === map.exBounds.toBBoxString());
    if (!map.exOwn) map.exHome(true);
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
    explainer.room(map);
    home(map, options.bounds);
    button(map, { sign: "⌂", title: "Back to the first view", run: () => map.exHome(true) });
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
      const before = map.getSize();
      map.invalidateSize({ animate: false });
      if (!small && (unseen || (!map.exOwn && !before.equals(map.getSize())))) map.exHome();
      unseen = small;
    }).observe(container);
    container.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      map.closePopup();
      explainer.panel(map).close();
    });
    leaveTheWheel(map, container);
    explainer.grow();
  };

  // In a narrow page what stands side by side stands one below the other and needs more height.
  explainer.grow = () => {
    const frame = window.frameElement; // none if the page is not in a notebook: then it scrolls
    const page = document.querySelector(".ex-page");
    if (!frame || !window.innerWidth) return;
    frame.style.minHeight = "";
    if (window.innerWidth < CROWDED && page.scrollHeight > page.clientHeight) frame.style.minHeight = `${page.scrollHeight}px`;
  };
  let wide = window.innerWidth;
  window.addEventListener("resize", () => {
    if (wide !== window.innerWidth) explainer.grow();
    wide = window.innerWidth;
  });
})();
