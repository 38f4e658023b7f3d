// The part of a worksheet that must work even when the kernel is gone: downloading what stands in
// the boxes at this moment, and saying so when words have not reached the kernel.
function startWorksheet(style) {
  const root = style.closest(".ex-worksheet");
  if (!root || root.dataset.started) {
    return;
  }
  root.dataset.started = "yes";
  const lesson = style.dataset.lesson;

  // The page as the kernel last knew it, and the boxes in which something else stands now.
  function page() {
    const packed = root.querySelector(".ex-packed span").textContent;
    const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
    const document = new DOMParser().parseFromString(new TextDecoder().decode(bytes), "text/html");
    const newer = [];
    for (const shown of document.querySelectorAll(`[data-lesson="${lesson}"] [data-box]`)) {
      const { task, box, kind } = shown.dataset;
      const field = root.querySelector(`.ex-box-${task}--${box} :is(textarea, input)`);
      const value = kind === "percent" ? percent(field.value) : field.value;
      if (value !== null && String(value) !== shown.textContent) {
        newer.push({ task, box, value, shown });
      }
    }
    return { document, newer };
  }

  function percent(text) {
    const match = /^\s*(\d{1,3})\s*%?\s*$/.exec(text);
    return match && Number(match[1]) <= 100 ? Number(match[1]) : text.trim() === "" ? "" : null;
  }

  function download() {
    const { document: made, newer } = page();
    const block = made.getElementById("explainer-work");
    const data = JSON.parse(block.textContent);
    const work = data.works.find((item) => item.lesson === lesson);
    for (const { task, box, value, shown } of newer) {
      shown.textContent = value;
      work.answers[task] = work.answers[task] || {};
      work.answers[task][box] = { value, changed: new Date().toISOString() };
    }
    block.textContent = JSON.stringify(data).replace(/</g, "\\u003c");
    const name = root.querySelector(".ex-name").value.trim();
    made.querySelector(".ex-author b").textContent = name;
    made.querySelector(".ex-author").hidden = name === "";
    const html = `<!DOCTYPE html>\n${made.documentElement.outerHTML}`;
    const link = document.createElement("a");
    // In an attribute "URL" would be the document's address: hence "window".
    link.href = window.URL.createObjectURL(new Blob([html], { type: "text/html" }));
    link.download = made.documentElement.dataset.file;
    link.click();
    setTimeout(() => window.URL.revokeObjectURL(link.href), 60000);
  }

  let timer;
  function watch() {
    clearTimeout(timer);
    const lost = root.querySelector(".ex-lost");
    lost.hidden = page().newer.length === 0;
    if (!lost.hidden && root.isConnected) {
      timer = setTimeout(watch, 2000);
    }
  }

  // Listening on the root, because the parts of a widget arrive in no certain order.
  root.addEventListener("click", (event) => {
    if (event.target.closest(".ex-download")) {
      download();
    }
  });
  root.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(watch, 8000);
  });
  root.addEventListener("focusin", () => {
    for (const part of [".ex-status", ".ex-notices"]) {
      root.querySelector(part)?.setAttribute("role", "status"); // ipywidgets has no way to say so
    }
  });
}
startWorksheet(this);
