// The guided tour: one card at a time, and a map that shows its places. The cards are in the page
// already; this only hides, shows and moves.
(() => {
  const STEPS = { ArrowLeft: -1, PageUp: -1, ArrowRight: 1, PageDown: 1, Home: -Infinity, End: Infinity };
  const SWIPE = 45; // pixels
  const show = (map, { bounds }, animate) => {
    const { x, y } = map.getSize();
    if (!x || !y) return;
    const box = L.latLngBounds(bounds);
    const close = map.getBoundsZoom(box, false, L.point(70, 30));
    explainer.go(map, box.getCenter(), close, animate);
  };

  const swipes = (element, go) => {
    let from = null;
    element.addEventListener("pointerdown", (event) => {
      from = event.pointerType === "mouse" ? null : event;
    });
    element.addEventListener("pointercancel", () => (from = null));
    element.addEventListener("pointerup", (event) => {
      if (!from) return;
      const [dx, dy] = [event.clientX - from.clientX, event.clientY - from.clientY];
      from = null;
      if (Math.abs(dx) > SWIPE && Math.abs(dx) > 1.5 * Math.abs(dy)) go(dx < 0 ? 1 : -1);
    });
  };

  explainer.tour = (map, groups, { id, start, points, stops }) => {
    const root = document.getElementById(id);
    const [holder, list, said] = [".ex-tour-cards", "details", "[role=status]"].map((part) => root.querySelector(part));
    const [back, next] = [".ex-tour-back", ".ex-tour-next"].map((part) => root.querySelector(part));
    const [cards, marks, entries] = [".ex-tour-cards > *", ".ex-tour-time i", "li button"].map((part) => [...root.querySelectorAll(part)]);
    const last = stops.length - 1;
    let current = -1;

    const elsewhere = { radius: 3.5, pane: "ex-lines", interactive: false, className: "ex-tour-elsewhere" };
    points.forEach((point) => L.circleMarker(point, elsewhere).addTo(map));

    const go = (index, first = false) => {
      const chosen = Math.min(Math.max(index, 0), last);
      if (chosen === current) return;
      groups[current]?.remove();
      current = chosen;
      groups[current].addTo(map);
      explainer.panel(map).close();
      cards.forEach((card, place) => (card.hidden = place !== current));
      marks.forEach((mark, place) => mark.classList.toggle("ex-now", place === current));
      entries.forEach((entry, place) => (place === current ? entry.setAttribute("aria-current", "step") : entry.removeAttribute("aria-current")));
      back.setAttribute("aria-disabled", current === 0);
      next.setAttribute("aria-disabled", current === last);
      holder.scrollTop = 0;
      show(map, stops[current], !first);
      if (first) return;
      const [when, title] = ["b", "h2"].map((part) => cards[current].querySelector(part).textContent);
      said.textContent = `Stop ${current + 1} of ${stops.length}. ${when}. ${title}`;
      explainer.address.write("stop", current + 1);
    };

    const close = () => {
      if (!list.open) return false;
      list.open = false;
      list.firstElementChild.focus();
      return true;
    };

    back.addEventListener("click", () => go(current - 1));
    next.addEventListener("click", () => go(current + 1));
    entries.forEach((entry, place) =>
      entry.addEventListener("click", () => {
        close();
        go(place);
      }),
    );
    list.addEventListener("toggle", () => list.open && entries[current].scrollIntoView({ block: "center" }));
    root.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
      if (event.key === "Escape" ? !close() : !(event.key in STEPS)) return;
      if (event.key in STEPS) go(current + STEPS[event.key]);
      event.preventDefault();
      event.stopPropagation();
    });
    swipes(holder, (step) => go(current + step));
    // The way back (the button, a frame that was hidden) leads to the stop, not to the first view.
    map.exHome = () => show(map, stops[current], false);
    map.on("resize", map.exHome);
    go(start - 1, true);
    let opening = true; // what a page opens on is not announced
    explainer.address.follow("stop", (number) => (go(number - 1, opening), true));
    opening = false;
  };
})();
