// The part of an explorer that only the page can do: names for what ipywidgets leaves unnamed, and
// a map that stays in sight until the next one is drawn.
function startExplorer(style) {
  const root = style.closest(".ex-explorer");
  if (!root || root.dataset.started) {
    return;
  }
  root.dataset.started = "yes";

  function name() {
    for (const slider of root.querySelectorAll(".widget-slider")) {
      const handle = slider.querySelector("[role=slider]");
      handle?.setAttribute("aria-label", slider.querySelector(".widget-label").textContent);
      handle?.setAttribute("aria-valuetext", slider.querySelector(".widget-readout").textContent);
    }
    for (const group of root.querySelectorAll(".ex-choices")) {
      group.setAttribute("role", "group");
      group.setAttribute("aria-label", group.querySelector(".ex-choices-label")?.textContent ?? "");
    }
    root.querySelector(".ex-said")?.setAttribute("role", "status");
  }

  // What is drawn before it is seen lies invisible over what it will replace.
  function hold(content) {
    const held = [...content.parentElement.querySelectorAll(":scope > .ex-held")];
    if (!content.querySelector("iframe")) {
      held.forEach((old) => old.remove());
      return;
    }
    const fresh = document.createElement("div");
    fresh.className = "ex-held";
    fresh.append(...content.childNodes);
    const shown = held.find((old) => !old.classList.contains("ex-coming"));
    held.filter((old) => old !== shown).forEach((old) => old.remove());
    fresh.classList.toggle("ex-coming", Boolean(shown));
    content.after(fresh);
    if (shown) {
      whenDrawn(fresh, () => {
        lookWhere(shown, fresh);
        fresh.classList.remove("ex-coming");
        shown.remove();
      });
    }
  }

  function whenDrawn(held, then, tries = 200) {
    const drawn = held.querySelector("iframe").contentDocument?.querySelector(".leaflet-pane path[d]");
    if (drawn || !tries) {
      then();
    } else if (held.isConnected) {
      setTimeout(() => whenDrawn(held, then, tries - 1), 20);
    }
  }

  // The reader has moved or zoomed the old map: the new one looks at the same place.
  function lookWhere(shown, fresh) {
    const before = maps(shown);
    maps(fresh).forEach((map, index) => {
      const old = before[index];
      old && map.setView(old.getCenter(), old.getZoom(), { animate: false });
    });
  }

  // folium's maps are variables of their page.
  function maps(held) {
    const page = held.querySelector("iframe").contentWindow;
    return Object.values(page).filter((value) => page.L && value instanceof page.L.Map);
  }

  const observer = new MutationObserver((records) => {
    const changed = new Set(records.map((record) => record.target));
    for (const content of root.querySelectorAll(".ex-pane > .widget-html-content")) {
      if (changed.has(content)) hold(content);
    }
    name();
    observer.takeRecords(); // what has just been moved here is no news
  });
  root.querySelectorAll(".ex-pane > .widget-html-content").forEach(hold);
  name();
  observer.observe(root, { childList: true, characterData: true, subtree: true });
}
startExplorer(this);
