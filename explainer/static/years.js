// A year to choose above a map: shapes change their class, the words beside the slider change too.
(() => {
  // A second map beside the first, to be looked at only. Returns its layer of shapes.
  explainer.inset = (map, { file, bounds, label }) => {
    const element = L.DomUtil.create("div", "ex-inset");
    element.inert = true;
    const holder = L.DomUtil.create("div", "", element);
    L.DomUtil.create("p", "", element).textContent = label;
    explainer.beside(map, element);
    const still = { zoomControl: false, attributionControl: false, keyboard: false, zoomSnap: 0, fadeAnimation: false };
    const inset = L.map(holder, still).fitBounds(bounds, { animate: false });
    new ResizeObserver(() => inset.invalidateSize({ animate: false }).fitBounds(bounds, { animate: false })).observe(holder);
    return explainer.shapes(file, { pane: "overlayPane" }).addTo(inset);
  };

  explainer.years = (map, layers, { html, label, years, since, atLast }, atLastOnly) => {
    const control = L.DomUtil.create("section", "ex-years");
    control.setAttribute("aria-label", label);
    control.innerHTML = html;
    explainer.above(map, control);
    const remark = L.DomUtil.create("div", "ex-years-note");
    remark.setAttribute("role", "status");
    explainer.beside(map, remark);
    const [slider, said] = ["input", "[role=status]"].map((part) => control.querySelector(part));
    const [before, after] = control.querySelectorAll("button");
    const marked = years.filter((item) => item.marked).map((item) => item.year);
    const last = years.at(-1).year;
    const looks = new Set(["ex-in", "ex-new", ...Object.values(atLast)]);

    const look = (id, year) => {
      if (since[id] <= year) return since[id] === year ? "ex-new" : "ex-in";
      return year === last ? atLast[id] : undefined;
    };

    const next = (year, step) =>
      step < 0 ? marked.findLast((other) => other < year) : (marked.find((other) => other > year) ?? (year < last ? last : undefined));

    const show = (year) => {
      slider.value = year;
      for (const layer of atLastOnly) layer[year === last ? "addTo" : "removeFrom"](map);
      for (const layer of layers) {
        layer.eachLayer((shape) => {
          const path = shape.getElement();
          path?.classList.remove(...looks);
          const cls = look(shape.feature.properties.id, year);
          if (cls) path?.classList.add(cls);
        });
      }
      const { head, rest, note } = years[year - years[0].year];
      const strong = document.createElement("b");
      strong.textContent = head;
      said.replaceChildren(strong, `; ${rest}`);
      remark.textContent = note;
      slider.setAttribute("aria-valuetext", head);
      for (const [button, step] of [[before, -1], [after, 1]]) button.setAttribute("aria-disabled", next(year, step) === undefined);
    };

    const choose = (year) => {
      show(year);
      explainer.address.write("year", year);
    };
    const go = (step) => () => choose(next(Number(slider.value), step) ?? Number(slider.value));
    slider.addEventListener("input", () => choose(Number(slider.value)));
    before.addEventListener("click", go(-1));
    after.addEventListener("click", go(1));
    show(last);
    explainer.address.follow("year", (year) => years[year - years[0].year] && (show(Number(year)), true));
  };
})();
