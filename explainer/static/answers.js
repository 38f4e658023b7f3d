// What a reader writes, kept in the browser: boxes of the tasks, the page to hand in, old answers
// shown again. Of two versions the newer one stands.
(() => {
  const KEY = "explainer:work";
  const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
  const key = (lesson, task, box) => `${lesson} ${task} ${box}`;

  // [lesson, task, box] -> {value, changed, turn}
  const read = () => {
    try {
      return new Map(JSON.parse(localStorage.getItem(KEY) ?? "[]"));
    } catch {
      return new Map();
    }
  };
  const order = (entry) => [Date.parse(entry?.changed) || 0, entry?.turn ?? 0];
  const newer = (one, two) => {
    const [[a, b], [c, d]] = [order(one), order(two)];
    return a > c || (a === c && b > d);
  };
  const save = (change) => {
    const kept = read(); // another tab may have written meanwhile
    change(kept);
    localStorage.setItem(KEY, JSON.stringify([...kept]));
  };
  const write = (name, value) => save((kept) => kept.set(name, { value, ...stamp(kept.get(name)) }));
  const take = (entries) => save((kept) => entries.forEach(([name, entry]) => {
    if (!kept.has(name) || newer(entry, kept.get(name))) kept.set(name, entry);
  }));
  const day = (moment) => moment.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });

  // Returns the answers on a page that was downloaded here or in a notebook; null if it is none.
  const unpack = (text) => {
    const block = opened(text).getElementById("explainer-work");
    const found = [];
    try {
      for (const { format, lesson, answers } of JSON.parse(block.textContent).works) {
        if (format !== "explainer worksheet" || !SLUG.test(lesson)) return null;
        for (const [task, boxes] of Object.entries(answers)) {
          for (const [box, { value, changed, turn = 0 }] of Object.entries(boxes)) {
            const told = typeof value === "string" || (Number.isInteger(value) && value >= 0 && value <= 100);
            const moment = new Date(changed);
            if (!SLUG.test(task) || !SLUG.test(box) || !told || Number.isNaN(moment.getTime())) return null;
            if (value !== "") found.push([key(lesson, task, box), { value, changed: moment.toISOString(), turn: Number(turn) || 0 }]);
          }
        }
      }
    } catch {
      return null;
    }
    return found;
  };

  const load = (address) =>
    new Promise((done, failed) => {
      if (window.explainerHandIn) return done(window.explainerHandIn);
      const script = document.createElement("script");
      script.src = address;
      script.onload = () => done(window.explainerHandIn);
      script.onerror = failed;
      document.head.append(script);
    });

  const begin = (sheet) => {
    const { lesson, page, wrong } = sheet.dataset;
    const [status, notices, all, name, file] = [".ex-status", ".ex-notices", ".ex-all", ".ex-name", "[type=file]"].map((part) => sheet.querySelector(part));
    const boxes = [...sheet.querySelectorAll("[data-box]")];
    const scales = new Map(boxes.filter(({ dataset }) => dataset.kind === "percent").map((box) => [box, scale(box, box.labels[0].textContent)]));
    const nameOf = ({ dataset }) => key(lesson, dataset.task, dataset.box);

    const fill = (but) => {
      const kept = read();
      for (const box of boxes) {
        if (box === but) continue;
        box.value = kept.get(nameOf(box))?.value ?? "";
        scales.get(box)?.();
        box.dispatchEvent(new Event("ex-filled"));
      }
      return kept;
    };

    const keep = (box) => {
      const value = box.dataset.kind === "percent" ? percent(box.value) : box.value;
      const label = box.labels[0].textContent;
      if (value === null) {
        status.textContent = `Not saved: write a whole number from 0 to 100 under “${label}”.`;
        return;
      }
      try {
        write(nameOf(box), value);
        status.textContent = `Saved in this browser ${new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}.`;
      } catch {
        status.textContent = "Not saved: this browser keeps nothing for these pages. Download your work as a page to keep it.";
      }
      again();
    };

    const download = async () => {
      const made = opened(await load(page));
      const kept = read();
      // What stands in the boxes goes along even where the browser keeps nothing.
      for (const box of boxes) {
        const value = box.dataset.kind === "percent" ? percent(box.value) : box.value;
        const before = kept.get(nameOf(box));
        if (value !== null && value !== (before?.value ?? "")) kept.set(nameOf(box), { value, ...stamp(before) });
      }
      const answers = [...kept].map(([name, entry]) => {
        const [of, task, box] = name.split(" ");
        return { lesson: of, task, box, ...entry };
      });
      const wanted = new Set(all.checked ? answers.map((item) => item.lesson) : [lesson]).add(lesson);
      for (const section of made.querySelectorAll("section[data-lesson]")) {
        if (!wanted.has(section.dataset.lesson)) section.remove();
      }
      const block = made.getElementById("explainer-work");
      const works = [...wanted].sort().map((of) => ({ format: "explainer worksheet", version: 1, lesson: of, answers: {} }));
      block.textContent = JSON.stringify({ works });
      made.querySelector(".ex-day").textContent = day(new Date());
      const title = made.querySelector(`[data-lesson="${lesson}"] h2`)?.textContent;
      if (wanted.size === 1) {
        made.documentElement.dataset.file = `my-work-${lesson}.html`;
        made.title = `My work: ${title}`;
      }
      savePage(made, answers.filter((item) => wanted.has(item.lesson)), name.value.trim());
    };

    sheet.addEventListener("input", ({ target }) => target.dataset.box && keep(target));
    for (const button of sheet.querySelectorAll(".ex-starters button")) {
      button.addEventListener("click", () => {
        const box = button.closest(".ex-box").querySelector("[data-box]");
        const gap = box.value === "" || /\s$/.test(box.value) ? "" : " ";
        box.value += `${gap}${button.textContent.replace("…", "").trim()} `;
        keep(box);
        box.focus();
      });
    }
    sheet.querySelector(".ex-download").addEventListener("click", download);
    file.addEventListener("change", async () => {
      const [chosen] = file.files;
      if (!chosen) return;
      const found = unpack(await chosen.text());
      file.value = ""; // so that the same file can be chosen again
      if (!found) {
        notices.textContent = wrong;
        return;
      }
      take(found);
      fill();
      again();
      const lessons = [...new Set(found.map(([name]) => name.split(" ")[0]))].join(", ");
      notices.textContent = `Loaded from the page: ${lessons || "nothing, no answers are on it"}.`;
    });
    addEventListener("storage", () => fill(document.activeElement));
    const kept = fill();
    if (boxes.some((box) => kept.has(nameOf(box)))) status.textContent = "Your saved answers are back in the boxes.";
  };

  const again = () => {
    const kept = read();
    for (const place of document.querySelectorAll(".ex-again")) {
      let shown = 0;
      for (const box of place.querySelectorAll("[data-box]")) {
        const entry = kept.get(key(place.dataset.lesson, box.dataset.task, box.dataset.box));
        const nothing = !entry || entry.value === "";
        box.hidden = nothing && !("came" in box.dataset);
        if (nothing) continue;
        shown += 1;
        box.querySelector(".ex-written").textContent = `${entry.value}${box.dataset.unit}`;
        const mark = box.querySelector(".ex-scale i");
        if (mark) [mark.hidden, mark.style.left] = [false, `${entry.value}%`];
        box.querySelector(".ex-when").textContent = `Written on ${day(new Date(entry.changed))}.`;
      }
      place.querySelector(".ex-note").hidden = shown > 0;
    }
  };

  // The order of answers is drawn by lot: it differs from reader to reader and stays for one.
  const lot = (seed) => () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
  const shuffle = () => {
    let seed = Number(localStorage.getItem("explainer:seed"));
    if (!seed) localStorage.setItem("explainer:seed", (seed = crypto.getRandomValues(new Uint32Array(1))[0] || 1));
    document.querySelectorAll("form.ex-quiz").forEach((form, number) => {
      const drawn = lot(seed + number);
      const choices = [...form.querySelectorAll(".ex-quiz-choice")].filter((label) => label.querySelector("input").value !== "none");
      const order = choices.map((label) => [drawn(), label]).sort(([a], [b]) => a - b);
      const behind = document.createComment("");
      choices.at(-1)?.after(behind);
      order.forEach(([, label]) => behind.before(label));
    });
  };

  // Answers to questions are kept as well: their key is lesson/task/box.
  document.addEventListener("ex-kept", ({ detail }) => {
    try {
      write(detail.key.replaceAll("/", " "), detail.value);
    } catch {
      // It is judged all the same.
    }
  });
  try {
    shuffle();
  } catch {
    // Without storage the order is that of the page.
  }
  const before = read();
  for (const form of document.querySelectorAll("form.ex-quiz[data-key]")) {
    const entry = before.get(form.dataset.key.replaceAll("/", " "));
    if (entry?.value) form.dispatchEvent(new CustomEvent("ex-restore", { detail: entry.value }));
  }

  document.querySelectorAll(".ex-worksheet[data-lesson]").forEach(begin);
  again();
})();
