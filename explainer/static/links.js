// What the address says behind its "#": a stop, a point of view, a year, a place. A map in a frame of
// our site shares the address of the page around it; in a notebook a map has none, and the browser's
// tab remembers instead, so that a map drawn anew shows what was chosen.
(() => {
  const around = () => {
    try {
      return window.parent !== window && window.parent.document.body.dataset.site !== undefined ? window.parent : window;
    } catch {
      return window; // a page of another origin
    }
  };
  const page = around();
  const addressed = page !== window || location.protocol !== "about:";
  const slug = (name) => name.toLowerCase().match(/[\p{L}\p{N}]+/gu)?.join("-") ?? "";
  const remembered = (work) => {
    try {
      return work(window.sessionStorage, (kind) => `explainer ${window.parent.location.pathname} ${document.title} ${kind}`);
    } catch {
      return undefined; // a page that may keep nothing
    }
  };
  const read = (kind) => {
    if (!addressed) return remembered((tab, key) => tab.getItem(key(kind))) || undefined;
    try {
      const [, of, value] = /^#([a-z]+)-(.+)$/.exec(decodeURIComponent(page.location.hash)) ?? [];
      return of === kind ? value : undefined;
    } catch {
      return undefined; // half a sign
    }
  };

  let shown = new AbortController(); // of the map that is drawn now

  explainer.address = {
    // Calls `open` with what the address says, now and when it changes; it returns whether it could.
    follow(kind, open) {
      const go = () => {
        const value = read(kind);
        if (value !== undefined && open(value) && addressed) window.frameElement?.scrollIntoView({ block: "nearest" });
      };
      if (addressed) page.addEventListener("hashchange", go, { signal: shown.signal });
      go();
    },
    // A map that another one replaces leaves nothing behind.
    forget() {
      shown.abort();
      shown = new AbortController();
    },
    write(kind, name) {
      const value = slug(String(name));
      if (addressed) page.history.replaceState(null, "", `#${kind}-${value}`);
      else remembered((tab, key) => tab.setItem(key(kind), value));
    },
    // What was opened is closed again: the next map has nothing to open.
    closed(kind) {
      if (!addressed) remembered((tab, key) => tab.removeItem(key(kind)));
    },
    is: (name, value) => slug(name) === value,
  };

  // A place whose card is open.
  explainer.markers.addInitHook(function linked() {
    this.byLongitude.forEach((marker) => marker.on("cardopen", () => explainer.address.write("place", marker.options.ex.name)));
    this.once("add", () => setTimeout(() => explainer.address.follow("place", (value) => {
      const marker = this._map && this.byLongitude.find(({ options }) => explainer.address.is(options.ex.name, value));
      if (marker) this.open(marker, null);
      return marker;
    })));
  });
})();
