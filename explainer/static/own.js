// A text of the reader's own, and their copy of the article, looked at by Python in the browser.
(() => {
  const { list, element } = window.explainerControls;

  // A box that shows what stands in a box of the tasks: what is written in one is written in both.
  const mirror = (box) => {
    const [task, name] = box.dataset.mirrors.split("/");
    const other = document.querySelector(`.ex-worksheet [data-task="${task}"][data-box="${name}"]`);
    if (!other) return;
    const take = () => {
      if (box.value !== other.value) box.value = other.value;
    };
    box.addEventListener("input", () => {
      other.value = box.value;
      other.dispatchEvent(new Event("input", { bubbles: true }));
    });
    other.addEventListener("input", take);
    other.addEventListener("ex-filled", take);
    take();
  };

  const text = (section) => {
    const [words, missed] = section.querySelectorAll("textarea");
    const [button, said, names, chosen, panes] = [".ex-look", ".ex-said", ".ex-names", ".ex-chosen", ".ex-panes"].map((part) => section.querySelector(part));
    const decided = new Map();
    const units = JSON.parse(section.dataset.land);
    let [selects, titles] = [[], []];
    [words, missed].forEach(mirror);

    const draw = () => {
      const places = new Map();
      for (const { name, control } of selects) {
        const row = name.rows[control.value() - 1];
        if (row) places.set(`${name.words} ${row[0]}`, [name.words, row]);
      }
      chosen.hidden = !places.size;
      window.explainerRows(chosen.querySelector("tbody"), [...places.values()].map(([name, row]) => [name, ...row.slice(0, 4)]));
      if (!places.size) return;
      const countries = [...places.values()].map(([, row]) => row[9]).filter(Boolean);
      const land = new Set(countries.flatMap((code) => [code, ...(units[code] ?? [])]));
      window.explainerMark(chosen.querySelector(".ex-map"), titles[places.size], [...places.values()].map(([name, row]) => ({
        row, name, title: name, spoken: `“${name}”: ${row[0]}`, facts: [`In the text: “${name}”`, row[3]], label: row[8], listed: name, labelCls: "ex-strong",
      })), land);
    };
    const show = (found) => {
      said.textContent = found.said;
      titles = found.titles;
      selects = found.names.map((name) => {
        const key = `${name.words} ${name.about}`;
        const control = list(`“${name.words}” is`, () => { decided.set(key, control.value()); draw(); });
        control.offer(name.options);
        control.choose(decided.get(key) ?? "0");
        return { name, control };
      });
      names.replaceChildren(...selects.flatMap(({ name, control }) => {
        const about = element("div", "");
        about.innerHTML = name.about;
        return [about, ...control.nodes];
      }));
      panes.replaceChildren(...found.tables.map((table) => Object.assign(element("div", "", { className: "ex-pane ex" }), { innerHTML: table })));
      draw();
    };
    button.addEventListener("click", () => window.explainerAsk(section, button, said, { kind: "text", text: words.value, missed: missed.value }, show));
  };

  const copy = async (section) => {
    const [box, button, said, own, held] = ["textarea", ".ex-look", ".ex-said", ".ex-own", ".ex-held"].map((part) => section.querySelector(part));
    const { known, tables, labels, missing } = await window.explainerLoad(section.dataset.copy);
    const kept = (work) => {
      try { return work(localStorage); } catch { return null; }
    };
    let found;
    const tags = Object.keys(known);
    const show = () => {
      const tag = tags[paragraph.value()];
      held.innerHTML = tables[tag];
      const words = found?.own[tag];
      own.replaceChildren(...(found && !found.empty ? [element(words ? "blockquote" : "p", words || missing)] : []));
    };
    const paragraph = list("Paragraph", show);
    paragraph.offer(labels);
    section.querySelector(".ex-controls").append(...paragraph.nodes);
    if (!button) return;
    box.value = kept((store) => store.getItem("explainer:article")) ?? "";
    box.addEventListener("input", () => kept((store) => store.setItem("explainer:article", box.value)));
    button.addEventListener("click", () => window.explainerAsk(section, button, said, { kind: "copy", text: box.value, known }, (answer) => {
      found = answer;
      said.textContent = answer.said;
      show();
    }));
  };

  document.querySelectorAll("[data-own]").forEach(text);
  document.querySelectorAll("[data-copy]").forEach(copy);
})();
