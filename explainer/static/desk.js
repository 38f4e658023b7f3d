// The desk: the article with its finds underlined, and one card. Python decides and writes.
const KEYS = { k: "keep", d: "drop", n: "none", u: "undo" };

export default {
  render({ model, el }) {
    el.classList.add("ex-desk");
    el.dataset.lmSuppressShortcuts = "true";
    // A page that shows dead controls keeps the words in their place.
    el.classList.toggle("ex-alive", !el.matches(".jupyter-widgets-disconnected"));
    const text = box("section", "ex-desk-text", "The article");
    const card = box("section", "ex-desk-card", "The find");
    const said = document.createElement("p");
    said.className = "ex-desk-said";
    said.setAttribute("role", "status");
    el.append(text, card, said);

    const send = (message) => model.send(message);
    const step = (by) => {
      const last = model.get("finds").length;
      send({ do: "go", at: (model.get("at") + by + last) % last });
    };
    const fields = () =>
      Object.fromEntries([...card.querySelectorAll("textarea")].map(({ name, value }) => [name, value]));
    const keep = () => send({ do: "keep", fields: fields() });

    // What had the focus is drawn anew: the keys go on working.
    function holding(draw) {
      return () => {
        const held = el.contains(document.activeElement);
        draw();
        if (held && !el.contains(document.activeElement)) {
          (card.querySelector("button") ?? card).focus({ preventScroll: true });
        }
      };
    }

    function showText() {
      text.replaceChildren(...marked(model.get("text"), model.get("finds"), model.get("at"), send));
      text.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
    }

    function showCard() {
      card.replaceChildren(...parts(model.get("card"), send, keep, step));
    }

    function showSaid() {
      said.textContent = model.get("said");
    }

    function onKey(event) {
      event.stopPropagation();
      const writing = event.target.matches("textarea");
      if (event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      if (writing) {
        if (event.key === "Escape") {
          card.querySelector("button")?.focus();
        } else if (event.key === "Enter" && !event.shiftKey) {
          event.preventDefault();
          keep();
        }
        return;
      }
      const done = act(event.key);
      if (done) {
        event.preventDefault();
      }
    }

    function act(key) {
      if (key === "k") {
        keep();
      } else if (key in KEYS) {
        send({ do: KEYS[key] });
      } else if (/^[1-9]$/.test(key)) {
        send({ do: "choose", rival: Number(key) });
      } else if (key === "e") {
        const first = card.querySelector("textarea");
        first?.focus();
        first?.select(); // what is typed takes the draft's place
      } else if (key === "ArrowRight" || key === "ArrowDown") {
        step(1);
      } else if (key === "ArrowLeft" || key === "ArrowUp") {
        step(-1);
      } else {
        return false;
      }
      return true;
    }

    el.addEventListener("keydown", onKey);
    model.on("change:finds change:at change:text", holding(showText));
    model.on("change:card", holding(showCard));
    model.on("change:said", showSaid);
    showText();
    showCard();
    showSaid();
  },
};

function box(tag, cls, label) {
  const made = document.createElement(tag);
  made.className = cls;
  made.setAttribute("aria-label", label);
  made.tabIndex = 0;
  return made;
}

// The text as nodes; a find that begins inside another is reached by the arrow keys only.
function marked(text, finds, at, send) {
  const nodes = [];
  let end = 0;
  const order = finds.map((find, index) => [find, index]).sort(([a, i], [b, j]) =>
    a.start - b.start || (j === at) - (i === at) || i - j);
  for (const [find, index] of order) {
    if (find.start < end) {
      continue;
    }
    nodes.push(text.slice(end, find.start), mark(text, find, index, index === at, send));
    end = find.end;
  }
  return [...nodes, text.slice(end)];
}

function mark(text, find, index, current, send) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `ex-find ex-find-${find.collection}`;
  made.textContent = text.slice(find.start, find.end) || `${find.called} of the article`;
  made.dataset.decision = find.decision;
  made.tabIndex = -1;
  made.setAttribute("aria-label", `${find.called}: ${made.textContent}, ${find.decision || "to decide"}`);
  if (current) {
    made.setAttribute("aria-current", "true");
  }
  made.addEventListener("click", () => send({ do: "go", at: index }));
  return made;
}

function parts(card, send, keep, step) {
  if (!card.called) {
    return [line("p", "Everything is decided. Run explainer check to see what is missing, or choose a find in the text.")];
  }
  const head = line("h3", `${card.called}: “${card.words}”`);
  const state = card.decision ? [line("p", `Decided: ${card.decision}.`)] : [];
  const rivals = document.createElement("ol");
  card.rivals.forEach((name, index) => {
    const item = document.createElement("li");
    item.append(button(`${name}`, () => send({ do: "choose", rival: index + 1 })));
    rivals.append(item);
  });
  const map = document.createElement("div");
  map.className = "ex-desk-map";
  map.innerHTML = card.map; // made by our own map page, in a frame
  const buttons = document.createElement("div");
  buttons.className = "ex-desk-buttons";
  buttons.append(
    button("Keep (k)", keep),
    button("Drop (d)", () => send({ do: "drop" })),
    button(`${card.none} (n)`, () => send({ do: "none" })),
    button("Take back (u)", () => send({ do: "undo" })),
    button("← Before", () => step(-1)),
    button("Next →", () => step(1)),
  );
  return [
    head,
    ...state,
    line("p", card.why),
    buttons,
    ...(card.rivals.length > 1 ? [line("p", `${card.ask} Press its number.`), rivals, map] : []),
    ...card.fields.map(field),
  ];
}

function line(tag, words) {
  const made = document.createElement(tag);
  made.textContent = words;
  return made;
}

function button(words, act) {
  const made = line("button", words);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

function field({ name, label, value }) {
  const made = document.createElement("label");
  const area = document.createElement("textarea");
  area.name = name;
  area.value = value;
  area.rows = value.length > 60 ? 3 : 1;
  made.append(line("span", label), area);
  return made;
}
