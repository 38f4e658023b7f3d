// Explorers without Python: what they show for each choice was made ahead, and is fetched when it is
// chosen.
(() => {
  const waiting = new Map();

  // Data that a script brings along; a script comes from a file as well as from a server.
  const unpack = async (packed) => {
    const bytes = Uint8Array.from(atob(packed), (sign) => sign.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
  };
  const load = (address) => {
    if (!waiting.has(address)) {
      const fetched = new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = address;
        script.onload = () => done(window.explainerMade[address]);
        script.onerror = () => failed(new Error(address));
        document.head.append(script);
      });
      waiting.set(address, fetched.then(unpack));
      waiting.get(address).catch(() => waiting.delete(address));
    }
    return waiting.get(address);
  };
  window.explainerLoad = load;

  // Draws another map in the frame of the one before, at the place the reader has moved to. One after
  // the other; of several that wait only the last.
  const turns = new WeakMap();
  const redraw = (figure, map) => {
    const mine = {};
    mine.done = Promise.resolve(turns.get(figure)?.done).catch(() => {}).then(() => turns.get(figure) === mine && change(figure, map));
    turns.set(figure, mine);
  };
  const change = async (figure, { title, main, files, script, maps, given }) => {
    const page = (await window.explainerDraw(figure)).contentWindow;
    const { document: inner, L } = page;
    const old = page.drawn ?? Object.values(page).filter((value) => value instanceof L.Map);
    const views = old.map(page.explainer.seen);
    old.forEach((map) => L.DomEvent.off(page, "resize", map._onResize, map)); // or none is ever freed
    page.explainer.address.forget();
    const room = inner.querySelector("main");
    const symbols = room.querySelector(":scope > svg");
    room.innerHTML = main;
    room.prepend(symbols);
    page.explainer.given = given.map((data) => page.JSON.parse(data));
    const run = (address) => new Promise((done) => {
      const element = inner.createElement("script");
      element.src = address;
      element.nonce = inner.querySelector("script[nonce]").nonce;
      element.onload = element.onerror = done;
      inner.body.append(element);
    });
    const there = new Set([...inner.scripts].map((element) => element.getAttribute("src")));
    await Promise.all(files.filter((address) => !there.has(address)).map(run));
    await run(script);
    figure.dataset.title = title;
    figure.querySelector("iframe").title = `Map: ${title}`;
    page.drawn = maps.map((name) => page[name]);
    page.drawn.forEach((map, index) => views[index] && page.explainer.takeOver(map, views[index]));
  };

  const put = (section, pieces, { said, panes }) => {
    const whole = (places) => places.map((place) => pieces[place]).join("");
    section.querySelector(".ex-said").innerHTML = whole(said);
    const room = section.querySelector(".ex-panes");
    panes.forEach((part, place) => {
      const html = part.html && whole(part.html);
      const map = part.map && { ...part.map, main: whole(part.map.main), given: part.map.given.map(whole) };
      const pane = room.children[place] ?? room.appendChild(Object.assign(document.createElement("div"), { className: "ex-pane" }));
      if (map && pane.querySelector(".ex-map")) redraw(pane.querySelector(".ex-map"), map);
      else if (pane.innerHTML !== html) pane.innerHTML = html;
    });
    [...room.children].slice(panes.length).forEach((pane) => (pane.innerHTML = ""));
  };

  const element = (name, words, parts = {}) => Object.assign(document.createElement(name), { textContent: words, ...parts });
  const labelled = (words, control) => {
    const label = element("label", `${words} `, { className: "widget-label" });
    label.append(control);
    return label;
  };

  // A control has a `value`; `offer` gives it other labels and keeps what was chosen, if it is there,
  // or of a row of steps the last before it.
  const controls = {
    list: (label, change) => {
      const node = element("select", "");
      node.addEventListener("change", change);
      return {
        nodes: [labelled(label, node)],
        value: () => node.value,
        choose: (value) => (node.value = value),
        offer: (labels) => node.replaceChildren(...labels.map((words, place) => element("option", words, { value: place }))),
      };
    },
    steps: (label, change, order) => {
      const node = element("input", "", { type: "range", min: 0, step: 1 });
      const told = element("output", "");
      let labels = [];
      const tell = () => {
        told.textContent = labels[node.value];
        node.setAttribute("aria-valuetext", labels[node.value]);
      };
      node.addEventListener("input", () => { tell(); change(); });
      const button = (words, by) => {
        const made = element("button", words, { type: "button" });
        made.addEventListener("click", () => { node.value = Number(node.value) + by; tell(); change(); });
        return made;
      };
      return {
        nodes: [labelled(label, node), told, button("Earlier", -1), button("Later", 1)],
        value: () => node.value,
        choose: (value) => { node.value = value; tell(); },
        offer(offered) {
          const before = labels[node.value];
          labels = offered;
          node.max = labels.length - 1;
          const reached = before === undefined ? Infinity : order.indexOf(before);
          this.choose(Math.max(0, labels.findLastIndex((words) => order.indexOf(words) <= reached)));
        },
      };
    },
    ticks: (label, change) => {
      const group = element("fieldset", "", { className: "ex-choices" });
      const boxes = () => [...group.querySelectorAll("input")];
      return {
        nodes: [group],
        value: () => boxes().map((box) => Number(box.checked)).join(""),
        choose: (value) => boxes().forEach((box, place) => (box.checked = value[place] === "1")),
        offer: (labels) => {
          const rows = labels.map((words) => {
            const box = element("input", "", { type: "checkbox", checked: true });
            box.addEventListener("change", change);
            const row = element("label", "");
            row.append(box, ` ${words}`);
            return row;
          });
          group.replaceChildren(element("legend", label), ...rows);
        },
      };
    },
  };
  window.explainerControls = { ...controls, labelled, element };

  const begin = async (section) => {
    const { controls: asked, labels, offered, order, made, start } = await load(section.dataset.made);
    let last = 0;
    const show = async () => {
      const mine = (last += 1);
      try {
        const { pieces, states } = await load(made[first.value()]);
        if (mine === last) put(section, pieces, states[second.value()]);
      } catch {
        section.querySelector(".ex-said").textContent = "This choice could not be fetched: there is no network, or there is a newer edition of these pages. Load the page again.";
      }
    };
    const first = controls[asked[0].kind](asked[0].label, () => { second.offer(offered[first.value()]); show(); });
    const second = controls[asked[1].kind](asked[1].label, show, order);
    first.offer(labels);
    // What the page shows already is one of the choices, but in a lighter edition.
    first.choose(String(start?.[0] ?? 0));
    second.offer(offered[first.value()]);
    if (start) second.choose(start[1]);
    else show();
    section.querySelector(".ex-controls").replaceChildren(...first.nodes, ...second.nodes);
  };

  document.querySelectorAll(".ex-explorer[data-made]").forEach(begin);
})();
