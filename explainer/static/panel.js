// What belongs to a map and must not lie on it: choices above it; beside it, in a narrow page below
// it, what its signs mean, and the card of the place that is open. In a narrow page, and where a
// page has other things beside its maps, the card is a sheet from below.
window.explainer = window.explainer || {};

(() => {
  const NARROW = 640; // pixels, as in map.css

  // What is longer than its room says so, with a button that goes on.
  const sayMore = (room) => {
    const more = L.DomUtil.create("button", "ex-more", room.parentElement);
    more.type = "button";
    more.textContent = "More ↓";
    const look = () => (more.hidden = room.scrollTop + room.clientHeight >= room.scrollHeight - 2);
    more.addEventListener("click", () => room.scrollBy({ top: room.clientHeight * 0.8 }));
    room.addEventListener("scroll", look);
    room.addEventListener("toggle", look, true);
    new ResizeObserver(look).observe(room); // it looks at once, too
    return look;
  };

  class Panel {
    constructor(page) {
      const maps = [...page.querySelectorAll(":scope > .folium-map, :scope > .ex-body > .folium-map")];
      this.element = L.DomUtil.create("aside", "ex-beside");
      this.element.exPanel = this;
      maps.at(-1).after(this.element);
      this.card = L.DomUtil.create("section", "ex-card", this.element);
      this.card.hidden = true;
      this.card.setAttribute("role", "dialog");
      const close = L.DomUtil.create("button", "ex-close", this.card);
      close.type = "button";
      close.textContent = "×";
      close.setAttribute("aria-label", "Close");
      close.addEventListener("click", () => this.close());
      this.text = L.DomUtil.create("div", "ex-card-text", this.card);
      this.text.tabIndex = 0;
      this.text.setAttribute("role", "group");
      this.look = sayMore(this.text);
      this.element.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    }

    // Shows the card of a mark; what has opened it, if anything, gives the focus and gets it back.
    open(html, name, mark, opener) {
      this.mark?.classList.remove("ex-open");
      [this.mark, this.opener] = [mark, opener ?? mark];
      mark.classList.add("ex-open");
      this.text.innerHTML = html;
      for (const part of [this.card, this.text]) part.setAttribute("aria-label", name);
      this.card.hidden = false;
      this.text.scrollTop = 0;
      this.look();
      if (opener) this.text.focus({ preventScroll: true });
    }

    close() {
      if (this.card.hidden) return;
      const within = this.card.contains(document.activeElement);
      this.card.hidden = true;
      explainer.address.closed("place");
      this.mark.classList.remove("ex-open");
      if (within && this.opener.isConnected) this.opener.focus();
    }

    // The height of the lower edge of a map that the card covers.
    over(map) {
      const [card, frame] = [this.card, map.getContainer()].map((part) => part.getBoundingClientRect());
      const beside = card.left >= frame.right || card.right <= frame.left || card.top >= frame.bottom;
      return this.card.hidden || beside ? 0 : frame.bottom - card.top;
    }
  }

  const pageOf = (map) => map.getContainer().closest(".ex-page");

  explainer.panel = (map) => (pageOf(map).querySelector(".ex-beside")?.exPanel ?? new Panel(pageOf(map)));

  // A map by itself shares a row of the page with what stands beside it.
  explainer.room = (map) => {
    const page = pageOf(map);
    if (!page || page.querySelector(":scope > .ex-tour")) return;
    const body = L.DomUtil.create("div", "ex-body");
    map.getContainer().before(body);
    body.append(map.getContainer());
    map.invalidateSize({ animate: false });
  };

  explainer.above = (map, element) => {
    (map.getContainer().closest(".ex-body") ?? map.getContainer()).before(element);
    explainer.grow();
  };

  // What stands beside a map besides a card.
  explainer.beside = (map, element) => {
    explainer.panel(map).card.before(element);
    explainer.grow();
  };

  explainer.legend = (map, html) => {
    const element = L.DomUtil.create("div", "ex-legend");
    const room = L.DomUtil.create("div", "", element);
    room.innerHTML = html;
    explainer.beside(map, element);
    sayMore(room);
    room.addEventListener("toggle", explainer.grow, true);
    let roomy;
    const fold = () => {
      const details = room.querySelector("details");
      const now = window.innerWidth >= NARROW;
      if (details && now !== roomy) details.open = roomy = now; // else the reader's choice stands
    };
    fold();
    new ResizeObserver(fold).observe(room); // the window would hold it for ever
  };

  // A choice of layers stands above the map, in a row.
  const put = L.Control.Layers.prototype.addTo;
  L.Control.Layers.include({
    addTo(map) {
      put.call(this, map);
      const box = this.getContainer();
      box.className = "ex-layers leaflet-control-layers-expanded";
      this._section.style.height = "";
      this._section.className = "leaflet-control-layers-list";
      explainer.above(map, box);
      return this;
    },
    collapse() {
      return this;
    },
  });
})();
