// What every page of the site does: theme, maps when they come near, print, use without a network.
(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const store = {
    get(name) {
      try { return localStorage.getItem(`explainer:${name}`); } catch { return null; }
    },
    set(name, value) {
      try { localStorage.setItem(`explainer:${name}`, value); } catch { /* not kept, but works */ }
    },
  };
  const themed = () => {
    const chosen = store.get("theme");
    document.body.dataset.jpThemeLight = String(chosen ? chosen === "light" : !dark.matches);
  };
  dark.addEventListener("change", themed);
  themed();

  // Python in a page needs a web host: not a folder.
  if (location.protocol === "file:") document.querySelector(".ex-live")?.remove();

  const switches = document.querySelector(".ex-switches");
  const button = (words, pressed, run) => {
    const element = document.createElement("button");
    element.type = "button";
    element.textContent = words;
    const show = () => pressed && element.setAttribute("aria-pressed", String(pressed()));
    element.addEventListener("click", () => { run(); show(); });
    show();
    switches.append(element);
  };
  const isDark = () => document.body.dataset.jpThemeLight === "false";
  button("Dark", isDark, () => { store.set("theme", isDark() ? "light" : "dark"); themed(); });

  // A map is a page of its own in a frame, which is filled when the reader comes near.
  const drawn = new WeakMap();
  const draw = (figure) => {
    if (drawn.has(figure)) return drawn.get(figure);
    const there = figure.querySelector("iframe"); // the first map of a page needs no script to begin
    const frame = there ?? document.createElement("iframe");
    const ready = there?.contentDocument.readyState === "complete" && there.contentDocument.URL === "about:srcdoc";
    const done = ready ? Promise.resolve(frame) : new Promise((tell) => frame.addEventListener("load", () => tell(frame)));
    drawn.set(figure, done);
    done.then(() => figure.classList.add("ex-drawn"));
    if (there) return done;
    frame.title = `Map: ${figure.dataset.title}`;
    frame.allowFullscreen = true;
    frame.srcdoc = `<!DOCTYPE html><html lang="en">${figure.querySelector("template").innerHTML}</html>`;
    figure.append(frame);
    return done;
  };
  window.explainerDraw = draw;
  const near = new IntersectionObserver((seen) => {
    for (const { isIntersecting, target } of seen) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      draw(target);
    }
  }, { rootMargin: "600px" });
  document.querySelectorAll(".ex-map:not([hidden] *)").forEach((figure) => near.observe(figure));

  // An address leads to a stop, a view, a year, a place of a map, or to a question.
  for (const form of document.querySelectorAll("form.ex-quiz[data-key]")) {
    const [, task, box] = form.dataset.key.split("/");
    form.id = task === "quiz" ? `question-${box.replace("q-", "")}` : `${task}-${box}`;
  }
  const lead = (element) => {
    element?.closest("details.ex-extra")?.setAttribute("open", "");
    element?.scrollIntoView();
  };
  const follow = () => {
    const [, kind] = /^#(\w+)-/.exec(location.hash) ?? [];
    if (kind === "question") lead(document.getElementById(location.hash.slice(1)));
    const maps = [...document.querySelectorAll(".ex-map")].filter(({ dataset }) => dataset.linked.split(" ").includes(kind));
    maps.forEach(draw);
    if (kind !== "place") lead(maps[0]);
  };
  addEventListener("hashchange", follow);
  follow();

  // Sources open beside the lesson.
  for (const link of document.querySelectorAll('main a[href^="http"]')) Object.assign(link, { target: "_blank", rel: "noopener" });

  // A teacher's link: ?lesson=03 leads to a lesson, ?part=core leaves the cells of the core,
  // ?answers=hidden leaves out what gives answers away, until it is switched off.
  const query = new URLSearchParams(location.search);
  const lesson = query.get("lesson");
  if (lesson) {
    const link = [...document.querySelectorAll(".ex-menu a")].find((item) => item.getAttribute("href").startsWith(lesson));
    query.delete("lesson");
    if (link) location.replace(`${link.getAttribute("href")}?${query}${location.hash}`);
  }
  const tab = {
    get: () => { try { return sessionStorage.getItem("explainer:answers"); } catch { return null; } },
    set: (value) => { try { sessionStorage.setItem("explainer:answers", value); } catch { /* for this page only */ } },
  };
  if (query.has("answers")) tab.set(query.get("answers"));
  document.body.dataset.answers = tab.get() ?? "";
  const hidden = () => document.body.dataset.answers === "hidden";
  button("Hide answers", hidden, () => tab.set((document.body.dataset.answers = hidden() ? "" : "hidden")));
  const main = document.querySelector("main");
  const extras = main.querySelectorAll(".ex-extra");
  if (query.get("part") === "core" && extras.length) {
    extras.forEach((part) => (part.hidden = true));
    for (const link of document.querySelectorAll(".ex-contents a")) {
      link.parentElement.hidden = Boolean(document.getElementById(decodeURIComponent(link.hash.slice(1)))?.closest("[hidden]"));
    }
    const note = document.createElement("p");
    note.className = "ex-note";
    const all = document.createElement("a");
    all.href = location.pathname.split("/").pop();
    all.textContent = "Show the whole lesson";
    note.append("Only the core of the lesson is shown, for one period in class. ", all, ".");
    main.querySelector("h1").after(note);
  }

  // On paper all is light; what is folded away stays away. Only the button waits for all maps.
  addEventListener("beforeprint", () => (document.body.dataset.jpThemeLight = "true"));
  addEventListener("afterprint", themed);
  const shown = () => [...document.querySelectorAll(".ex-map:not([hidden] *, details:not([open]) *)")];
  const print = async () => {
    document.body.dataset.jpThemeLight = "true";
    await Promise.all(shown().map(draw));
    // A map tells that it is drawn by its first line.
    const ready = (figure) => figure.querySelector("iframe").contentDocument.querySelector(".leaflet-pane path[d]");
    while (!shown().every(ready)) await new Promise(requestAnimationFrame);
    window.print();
  };
  button("Print", null, print);

  if ("serviceWorker" in navigator && location.protocol.startsWith("http")) {
    // Not before the first map is drawn: until then the line is the reader's.
    const first = document.querySelector(".ex-map:not([hidden] *)");
    addEventListener("load", async () => {
      if (first) await draw(first);
      setTimeout(keep, 1000);
    });
  }
  async function keep() {
    const registration = await navigator.serviceWorker.register("sw.js");
    const note = document.querySelector(".ex-newer");
    const tell = () => {
      if (!registration.waiting || !navigator.serviceWorker.controller) return;
      const now = document.createElement("button");
      now.type = "button";
      now.textContent = "Show it";
      now.addEventListener("click", () => {
        // Other pages that are open stay as they are.
        navigator.serviceWorker.addEventListener("controllerchange", () => location.reload());
        registration.waiting.postMessage("now");
      });
      note.replaceChildren("There is a newer edition of these pages. ", now);
    };
    registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", tell));
    tell();
  }
})();
