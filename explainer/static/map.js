// What the maps of this package are made of. Python passes data; nothing here fetches anything.
(() => {
  const CROWDED = 640; // pixels: in a page this narrow there is not room for everything

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
    map.on("baselayerchange", (event) => {
      write(event.name);
      explainer.address.write("view", event.name);
    });
    explainer.address.follow("view", (value) => {
      const choice = [...choices.querySelectorAll("label")].find((label) => explainer.address.is(label.textContent, value));
      choice?.querySelector("input").click();
      return choice;
    });
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
    leaveTheWheel(map, container);
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
