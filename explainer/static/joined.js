// What was said, filtered and put side by side from pieces that Python has made.
(() => {
  const { list, element } = window.explainerControls;

  const begin = async (section) => {
    const { controls, any, start, statements, points, words } = await window.explainerLoad(section.dataset.joined);
    const [filters, pair] = [controls.slice(0, -2), controls.slice(-2)];
    const asked = filters.map(({ name, label, options }) => {
      const made = list(label, () => fit());
      made.offer(options.map(([told]) => told));
      made.choose(String(Math.max(options.findIndex(([, value]) => value === start[name]), 0)));
      return { ...made, name, chosen: () => options[made.value()][1] };
    });
    const [first, second] = pair.map(({ label }, place) => list(label, () => (place ? show() : partners())));
    let offered = [[], []];
    const offer = (place, ids, chosen) => {
      offered[place] = ids;
      const control = [first, second][place];
      control.offer(ids.map((id) => statements[id].line));
      if (ids.includes(chosen)) control.choose(String(ids.indexOf(chosen)));
    };
    const now = (place) => offered[place][[first, second][place].value()];

    const fit = () => {
      const fits = ({ is }) => asked.every(({ name, chosen }) => chosen() === any || chosen() === is[name]);
      const found = statements.map((_, id) => id).filter((id) => fits(statements[id]));
      const before = now(0);
      offer(0, found, found.includes(before) ? before : (found.find((id) => statements[id].answered) ?? found[0]));
      partners(before === now(0) ? now(1) : undefined);
    };
    const partners = (kept) => {
      const ids = now(0) === undefined ? [] : statements[now(0)].partners;
      offer(1, ids, kept ?? ids[0]);
      show();
    };
    const rows = (body, cells) => {
      const row = body.insertRow();
      cells.forEach((html, place) => {
        const cell = row.appendChild(document.createElement(place ? "td" : "th"));
        if (!place) cell.scope = "row";
        cell.innerHTML = html;
      });
    };
    const show = () => {
      const [said, room] = [".ex-said", ".ex-panes"].map((part) => section.querySelector(part));
      const found = offered[0];
      if (!found.length) {
        said.innerHTML = words.nothing;
        room.replaceChildren();
        return;
      }
      said.innerHTML = words.fit.replace("$found", found.length);
      const [top, under] = [0, 1].map(() => element("div", "", { className: "ex-pane ex" }));
      top.innerHTML = words.table;
      found.forEach((id) => rows(top.querySelector("tbody"), statements[id].row));
      const [a, b] = [statements[now(0)], statements[now(1)]];
      if (a && b) {
        under.innerHTML = words.table;
        const table = under.querySelector("table");
        under.querySelector(".ex-table").setAttribute("aria-label", words.caption);
        under.querySelector(".ex-scroll").className = "";
        table.caption.textContent = words.caption;
        const heads = ["Point", `A: ${a.who}`, `B: ${b.who}`].map((told) => element("th", told, { scope: "col" }));
        table.tHead.rows[0].replaceChildren(...heads);
        points.forEach((point, place) => {
          if (a.points[place] || b.points[place]) rows(table.tBodies[0], [point, a.points[place], b.points[place]]);
        });
        const two = element("div", "", { className: "ex-two" });
        two.innerHTML = [a.hands[0], b.hands[1]].map((html) => `<div>${html}</div>`).join("");
        under.firstElementChild.append(two);
      }
      room.replaceChildren(top, under);
    };

    fit();
    const begun = statements.findIndex(({ id }) => id === start.first);
    offer(0, offered[0], begun);
    partners();
    section.querySelector(".ex-controls").replaceChildren(...asked.flatMap(({ nodes }) => nodes), ...first.nodes, ...second.nodes);
  };

  document.querySelectorAll(".ex-explorer[data-joined]").forEach(begin);
})();
