// Finds a place name among those looked up ahead; only the form of a name's key is made here.
(() => {
  const load = window.explainerLoad;
  const ROOM = 1e6; // metres that a map of what was found shows at least

  const keyOf = (name, letters) => {
    const plain = (sign) => letters[sign] ?? (/[\p{L}\p{N}]/u.test(sign) ? sign.toLowerCase() : " ");
    const written = [...name].map((sign) => letters[sign] ?? [...sign.normalize("NFKD")].map(plain).join(""));
    return written.join("").replace(/ +/g, " ").trim().replace(/^the /, "");
  };
  // The hash of Fowler, Noll and Vo.
  const placeOf = (key, count) => {
    let mark = 2166136261;
    for (const byte of new TextEncoder().encode(key)) mark = Math.imul(mark ^ byte, 16777619) >>> 0;
    return mark % count;
  };
  window.explainerKey = keyOf;

  const card = (title, facts) => {
    const holder = document.createElement("div");
    holder.append(Object.assign(document.createElement("h2"), { textContent: title }));
    for (const fact of facts) holder.append(Object.assign(document.createElement("p"), { textContent: fact }));
    return holder.innerHTML;
  };

  // Puts places on a map in place of those before, and colours land (ids of shapes); `row` is a
  // candidate as Python tells it.
  window.explainerMark = async (figure, title, places, land = new Set()) => {
    const page = (await window.explainerDraw(figure)).contentWindow;
    const [map] = Object.values(page).filter((value) => value instanceof page.L.Map);
    const [before] = Object.values(map._layers).filter((layer) => layer instanceof page.explainer.markers);
    page.explainer.panel(map).close();
    before?.remove();
    page.explainer.address.forget();
    const marks = places.map(({ row, facts, ...look }, at) => ({
      lat: row[5], lon: row[6], symbol: row[7], name: row[0], priority: at + 1, popup: card(row[0], facts), ...look,
    }));
    new page.explainer.markers(marks, { listed: before?.listed }).addTo(map);
    map.eachLayer(({ feature, options, _path }) => {
      if (feature && options.pane === "ex-land") _path.classList.toggle("ex-story", land.has(feature.properties.id));
    });
    const all = page.L.latLngBounds(places.map(({ row }) => [row[5], row[6]]));
    map.exBounds = all.pad(0.25).extend(all.getCenter().toBounds(ROOM));
    map.exHome(true);
    page.document.querySelector("h1").textContent = title;
  };
  window.explainerRows = (body, rows) => body.replaceChildren(...rows.map((row) => {
    const line = document.createElement("tr");
    row.forEach((words, place) => {
      const cell = line.appendChild(document.createElement(place ? "td" : "th"));
      if (!place) cell.scope = "row";
      cell.textContent = words;
    });
    return line;
  }));

  const begin = (section) => {
    const [form, said] = ["form", ".ex-said"].map((part) => section.querySelector(part));
    const [table, figure] = [section.querySelector(".ex-table"), section.querySelector(".ex-map")];
    const guess = section.querySelector(".ex-look");
    const show = ({ said: words, caption, title, rows }) => {
      said.textContent = words;
      table.hidden = figure.hidden = !rows.length;
      if (!rows.length) return;
      table.querySelector("caption").textContent = caption;
      window.explainerRows(table.querySelector("tbody"), rows.map((row, at) => [at + 1, ...row.slice(0, 5)]));
      window.explainerMark(figure, title, rows.map((row, at) => ({
        row, facts: [`Candidate ${at + 1}: ${row[1]}`, row[3], row[4]], spoken: `Candidate ${at + 1}: ${row[0]}`,
        label: `${at + 1} ${row[8]}`, listed: `${at + 1} ${row[0]}, ${row[1]}`, symbol: row[7] === "area" ? "city" : row[7],
        ...(at ? { cls: "ex-unnamed" } : { labelCls: "ex-strong" }),
      })));
    };
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const name = form.elements.place.value.trim();
      if (!name) return;
      try {
        const about = await load(section.dataset.lookup);
        const key = keyOf(name, about.letters);
        const rows = (await load(about.files[placeOf(key, about.files.length)]))[key] ?? [];
        const named = (told) => told?.replace("$name", () => name);
        const more = guess ? "The button below searches all places, misspelled names too." : "In Jupyter the search knows more places, and guesses misspelled names.";
        const found = rows.length ? `${about.best} ${rows[0][0]}. ${about.rivals[rows.length - 1]}` : `No well-known place has exactly the name “${name}”. ${more}`;
        show({ said: found, caption: named(about.caption), title: named(about.titles[rows.length - 1]), rows });
      } catch {
        said.textContent = "This name could not be looked up: there is no network, or there is a newer edition of these pages. Load the page again.";
      }
    });
    guess?.addEventListener("click", () => {
      const query = form.elements.place.value.trim();
      window.explainerAsk(section, guess, said, { kind: "search", query }, show);
    });
  };

  document.querySelectorAll(".ex-explorer[data-lookup]").forEach(begin);
})();
