// Places labels so that none covers another or a marker; what does not fit is left out until the
// reader zooms in. Labels with the smallest `priority` go first.
window.explainer = window.explainer || {};

(() => {
  const [GAP, APART] = [2, 8]; // pixels
  const NEAR = 14; // pixels between an area's middle and its name, if no line leads there
  const FAR = 3; // lines of text: how far a name may stand from its area

  const overlaps = (a, b, gap = GAP) =>
    a.left < b.right + gap && a.right > b.left - gap && a.top < b.bottom + gap && a.bottom > b.top - gap;

  const box = (x, y, width, height) => ({ left: x, top: y, right: x + width, bottom: y + height });

  // Where a label may stand around its point, best place first (as in printed maps).
  const around = (point, size, radius) => {
    const { x, y } = point;
    const [w, h, r] = [size.x, size.y, radius + 3];
    return [
      box(x + r, y - h / 2, w, h),
      box(x + r * 0.7, y - h - r * 0.4, w, h),
      box(x + r * 0.7, y + r * 0.4, w, h),
      box(x - r - w, y - h / 2, w, h),
      box(x - r * 0.7 - w, y - h - r * 0.4, w, h),
      box(x - r * 0.7 - w, y + r * 0.4, w, h),
      box(x - w / 2, y - h - r, w, h),
      box(x - w / 2, y + r, w, h),
      box(x + r, y - h * 0.8, w, h),
      box(x + r, y - h * 0.2, w, h),
      box(x - r - w, y - h * 0.8, w, h),
      box(x - r - w, y - h * 0.2, w, h),
      box(x - w * 0.2, y + r, w, h),
      box(x - w * 0.2, y - h - r, w, h),
      box(x - w * 0.8, y + r, w, h),
      box(x - w * 0.8, y - h - r, w, h),
    ];
  };

  const distance = (point, { left, top, right, bottom }) =>
    Math.hypot(Math.max(left - point.x, 0, point.x - right), Math.max(top - point.y, 0, point.y - bottom));

  // Area labels stay near their middle.
  const within = (point, size) => {
    const [w, h] = [size.x, size.y];
    const shifts = [[0, 0], [0, 1], [0, -1], [0.5, 0], [-0.5, 0], [0.4, 1], [-0.4, 1], [0.4, -1], [-0.4, -1]];
    return shifts
      .map(([dx, dy]) => box(point.x - w / 2 + dx * w, point.y - h / 2 + dy * h * 1.2, w, h))
      .filter((place) => distance(point, place) <= NEAR);
  };

  // Farther off, nearest first, for a name that has to stand somewhere: a line leads to its area.
  const beyond = (point, size) => {
    const found = [];
    for (let row = -FAR; row <= FAR; row += 1) {
      for (const column of [0, -0.5, 0.5, -0.8, 0.8]) found.push([column * size.x, row * size.y * 1.2]);
    }
    found.sort((a, b) => Math.hypot(...a) - Math.hypot(...b));
    return found.map(([dx, dy]) => box(point.x - size.x / 2 + dx, point.y - size.y / 2 + dy, size.x, size.y));
  };

  class Labels {
    constructor(map) {
      this.map = map;
      this.items = [];
      this.obstacles = [];
      this.pane = map.createPane("ex-labels");
      this.queued = false;
      map.on("zoomend moveend resize viewreset", () => this.queue());
      map.on("zoomstart", () => this.pane.classList.add("ex-zooming"));
      map.on("zoomend", () => this.pane.classList.remove("ex-zooming"));
      document.fonts?.ready.then(() => this.queue());
    }

    // A label is {lat, lon, text, cls, priority, radius}: radius 0 for the name of an area. What
    // it `opens`, if anything, a click opens as well as one on its symbol.
    add(label) {
      const element = document.createElement("div");
      element.className = `ex-label ${label.cls || ""}`;
      element.textContent = label.text;
      element.setAttribute("aria-hidden", "true");
      if (label.opens) {
        element.classList.add("ex-opens");
        L.DomEvent.on(element, "click", (event) => {
          L.DomEvent.stop(event);
          if (!this.map.dragging.moved()) label.opens();
        });
      }
      return this.place(element, label);
    }

    place(element, label) {
      if (!element.isConnected) this.pane.append(element);
      const item = { element, ...label };
      this.items.push(item);
      this.items.sort((a, b) => a.priority - b.priority);
      this.queue();
      return item;
    }

    remove(item) {
      item.element.remove();
      item.line?.remove();
      this.items = this.items.filter((other) => other !== item);
      this.queue();
    }

    // Leaves out, or brings back, the label and the obstacle of a marker.
    show({ label, obstacle }, shown) {
      for (const item of [label, obstacle]) if (item) item.out = !shown;
      this.queue();
    }

    rename(item, text) {
      if (!item || item.element.textContent === text) return;
      item.element.textContent = text;
      item.size = null;
      this.queue();
    }

    // A symbol no label may cover: {lat, lon, radius}.
    avoid(obstacle) {
      this.obstacles.push(obstacle);
      return obstacle;
    }

    allow(obstacle) {
      this.obstacles = this.obstacles.filter((other) => other !== obstacle);
    }

    queue() {
      if (this.queued) return;
      this.queued = true;
      requestAnimationFrame(() => {
        this.queued = false;
        this.layout();
      });
    }

    // Draws a line from an area to its name that stands farther off, or takes it away.
    lead(item, ends) {
      if (!ends && !item.line) return;
      item.line ??= L.DomUtil.create("div", "ex-leader", this.pane);
      item.line.hidden = !ends;
      if (!ends) return;
      const [from, { left, right, top, bottom }] = ends;
      const [x, y] = [Math.min(Math.max(from.x, left), right), Math.min(Math.max(from.y, top), bottom)];
      item.line.style.width = `${Math.hypot(x - from.x, y - from.y)}px`;
      item.line.style.transform = `translate(${from.x}px, ${from.y}px) rotate(${Math.atan2(y - from.y, x - from.x)}rad)`;
    }

    layout() {
      const pixel = (item) => this.map.latLngToLayerPoint(explainer.inView(this.map, item));
      const zoom = this.map.getZoom();
      // Names that only help to find one's way stand apart, the more so the farther off one looks.
      const off = this.map.exBounds ? Math.max(0, this.map.getBoundsZoom(this.map.exBounds) - zoom) : 0;
      const apart = APART * (1 + 3 * off);
      const corner = this.map.containerPointToLayerPoint([0, 0]);
      const view = box(corner.x, corner.y, this.map.getSize().x, this.map.getSize().y);
      const inView = ({ left, right, top, bottom }) =>
        left >= view.left && right <= view.right && top >= view.top && bottom <= view.bottom;
      const symbols = this.obstacles.filter((item) => !item.out).map((item) => ({ ...pixel(item), radius: item.radius }));
      const taken = symbols.map(({ x, y, radius }) => box(x - radius, y - radius, 2 * radius, 2 * radius));
      // A name nearer to another symbol than to its own would be read as that one's name.
      const misleads = (point, place) =>
        symbols.some((other) => (other.x !== point.x || other.y !== point.y) && distance(other, place) < distance(point, place));
      const frame = this.map.getContainer().getBoundingClientRect();
      for (const control of this.map.getContainer().querySelectorAll(".leaflet-control")) {
        const { left, top, width, height } = control.getBoundingClientRect();
        taken.push(box(corner.x + left - frame.left, corner.y + top - frame.top, width, height));
      }
      const buttons = new Set(this.items.filter((item) => item.always).map((item) => item.element.textContent));
      // All are measured before the first is moved: after that, each would have the page laid out anew.
      for (const item of this.items) {
        // In a frame that is hidden everything measures nothing.
        if (!item.size?.y) item.size = { x: item.element.offsetWidth, y: item.element.offsetHeight };
      }
      for (const item of this.items) {
        const point = pixel(item);
        const places = item.radius ? around(point, item.size, item.radius) : within(point, item.size);
        const twice = !item.always && buttons.has(item.element.textContent);
        const wanted = !item.out && !twice && zoom >= (item.minZoom ?? 0);
        const gap = item.area && !item.anchored ? apart : GAP;
        const isFree = (place) => inView(place) && !taken.some((other) => overlaps(place, other, gap));
        const near = wanted && places.find((place) => isFree(place) && !(item.radius && misleads(point, place)));
        const far = !near && item.always && beyond(point, item.size).find(isFree);
        // One without room has the focus ring and its place in the order all the same.
        const chosen = near || far;
        item.element.classList.toggle("ex-hidden", !chosen);
        this.lead(item, far && distance(point, far) > GAP ? [point, far] : null);
        if (chosen) taken.push(chosen);
        const { left, top } = chosen || places[0];
        const origin = item.anchored ? point : L.point(0, 0);
        const corner = L.point(left, top).subtract(origin).round();
        L.DomUtil.setPosition(item.element, corner);
      }
    }
  }

  explainer.labels = (map) => (map.exLabels ??= new Labels(map));
})();
