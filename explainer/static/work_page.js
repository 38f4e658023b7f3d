// The page with a reader's work, to hand in and to load back: one for the notebook and for the site.
// A share as a whole number from 0 to 100, "" for nothing, null for anything else.
function percent(text) {
  const match = /^\s*(\d{1,3})\s*%?\s*$/.exec(text);
  return match && Number(match[1]) <= 100 ? Number(match[1]) : text.trim() === "" ? "" : null;
}

// A share is also chosen on a scale from 0 to 100; the box and the scale say the same.
function scale(field, label) {
  const slider = Object.assign(document.createElement("input"), { type: "range", min: 0, max: 100, className: "ex-slider" });
  slider.setAttribute("aria-label", `${label}: the same on a scale from 0 to 100`);
  const follow = () => {
    const share = percent(field.value);
    slider.classList.toggle("ex-unset", typeof share !== "number");
    slider.value = typeof share === "number" ? share : 50;
  };
  slider.addEventListener("input", () => {
    field.value = slider.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  field.addEventListener("input", follow);
  field.after(slider);
  new IntersectionObserver(follow).observe(slider); // it may have been filled in meanwhile
  return follow;
}

// When something is written: after what it follows, whatever the clock says (work.py counts alike).
function stamp(before) {
  const now = new Date(Math.min(Math.max(Date.now(), Date.UTC(2000)), Date.UTC(2199, 11))).toISOString();
  const set = before && new Date(before.changed) >= new Date(now); // a clock set back, or one moment
  return set ? { changed: before.changed, turn: (before.turn ?? 0) + 1 } : { changed: now, turn: 0 };
}

// Such a page, read. Its style waits outside: where a policy allows no other, it would be a fault.
function opened(text) {
  const style = /<style>[^]*?<\/style>/;
  const made = new DOMParser().parseFromString(text.replace(style, ""), "text/html");
  made.ownStyle = style.exec(text)?.[0] ?? "";
  return made;
}

// Puts answers {lesson, task, box, value} on the page `made` and saves it as a file. Those with
// {changed, turn} were written then, others now.
function savePage(made, answers, name) {
  const block = made.getElementById("explainer-work");
  const data = JSON.parse(block.textContent);
  for (const { lesson, task, box, value, changed, turn = 0 } of answers) {
    const shown = made.querySelector(`[data-lesson="${lesson}"] [data-task="${task}"][data-box="${box}"]`);
    if (shown) shown.textContent = value;
    const work = data.works.find((item) => item.lesson === lesson);
    work.answers[task] = work.answers[task] || {};
    const when = changed ? { changed, turn } : stamp(work.answers[task][box]);
    work.answers[task][box] = { value, ...when };
  }
  const day = { day: "numeric", month: "long", year: "numeric" };
  made.querySelector(".ex-day").textContent = new Date().toLocaleDateString("en-GB", day);
  block.textContent = JSON.stringify(data).replace(/</g, "\\u003c");
  made.querySelector(".ex-author b").textContent = name;
  made.querySelector(".ex-author").hidden = name === "";
  const whole = made.documentElement.outerHTML.replace("</head>", () => `${made.ownStyle}\n</head>`);
  const html = `<!DOCTYPE html>\n${whole}`;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([html], { type: "text/html" }));
  link.download = made.documentElement.dataset.file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

