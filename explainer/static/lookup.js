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

  const card = (rows) => {
    const holder = document.createElement("div");
    const [title, ...facts] = rows;
    holder.append(Object.assign(document.createElement("h2"), { textContent: title }));
    for (const fact of facts) holder.append(Object.assign(document.createElement("p"), { textContent: fact }));
    return holder.innerHTML;
  };

  const mark = async (figure, name, rows) => {
    const page = (await window.explainerDraw(figure)).contentWindow;
    const [map] = Object.values(page).filter((value) => value instanceof page.L.Map);
    const [before] = Object.values(map._layers).filter((layer) => layer instanceof page.explainer.markers);
    page.explainer.panel(map).close();
    before.remove();
    const places = rows.map(([address, kind, where, exact, why, lat, lon, symbol, label], at) => ({
      lat, lon, symbol, name: address, label: `${at + 1} ${label}`, spoken: `Candidate ${at + 1}: ${address}`,
      listed: `${at + 1} ${address}, ${kind}`, priority: at + 1, popup: card([address, `Candidate ${at + 1}: ${kind}`, exact, why]),
      ...(at ? { cls: "ex-unnamed" } : { labelCls: "ex-strong" }),
    }));
    new page.explainer.markers(places, { listed: before.listed }).addTo(map);
    const all = page.L.latLngBounds(rows.map((row) => [row[5], row[6]]));
    map.exBounds = all.pad(0.25).extend(all.getCenter().toBounds(ROOM));
    map.exHome(true);
    page.document.querySelector("h1").textContent = `Candidates for “${name}”`;
  };

  const begin = (section) => {
    const [form, said] = ["form", ".ex-said"].map((part) => section.querySelector(part));
    const [table, figure] = [section.querySelector(".ex-table"), section.querySelector(".ex-map")];
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const name = form.elements.place.value.trim();
      if (!name) return;
      try {
        const about = await load(section.dataset.lookup);
        const key = keyOf(name, about.letters);
        const rows = (await load(about.files[placeOf(key, about.files.length)]))[key];
        table.hidden = figure.hidden = !rows;
        if (!rows) {
          said.textContent = `No place has exactly the name “${name}”. Here only whole names are found, one at a time; in Jupyter the search also guesses misspelled names and reads “Odessa, Texas”.`;
          return;
        }
        said.textContent = `${about.best} ${rows[0][0]}. ${about.rivals[rows.length - 1]}`;
        const body = table.querySelector("tbody");
        table.querySelector("caption").textContent = `Candidates for “${name}”`;
        body.replaceChildren(...rows.map((row, at) => {
          const line = document.createElement("tr");
          [at + 1, ...row.slice(0, 5)].forEach((words, place) => {
            const cell = line.appendChild(document.createElement(place ? "td" : "th"));
            if (!place) cell.scope = "row";
            cell.textContent = words;
          });
          return line;
        }));
        mark(figure, name, rows);
      } catch {
        said.textContent = "This name could not be looked up: there is no network, or there is a newer edition of these pages. Load the page again.";
      }
    });
  };

  document.querySelectorAll(".ex-explorer[data-lookup]").forEach(begin);
})();
