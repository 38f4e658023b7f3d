// The part of a worksheet that must work even when the kernel is gone: downloading what stands in
// the boxes at this moment, and saying so when words have not reached the kernel.
export default {
  render({ model, el }) {
    const listening = new AbortController();
    let waiting, watching;

    function start() {
      const root = el.closest(".ex-worksheet");
      if (!root) {
        waiting = requestAnimationFrame(start); // not yet on the page
        return;
      }
      const { signal } = listening;
      root.classList.toggle("ex-alive", !root.matches(".jupyter-widgets-disconnected"));
      root.addEventListener("input", () => watchIn(root, 8000), { signal });
      root.addEventListener("focusin", ({ target }) => {
        announce(root);
        target.dataset.lmSuppressShortcuts = "true"; // else JupyterLab takes letters for the notebook
      }, { signal });
      root.addEventListener("click", ({ target }) => begin(target.closest(".ex-starters button")), { signal });
      announce(root);
      const dress = () => root.querySelectorAll(".ex-box-percent input:not([data-scale], .ex-slider)").forEach((field) => {
        field.dataset.scale = "";
        scale(field, field.parentElement.querySelector("label")?.textContent ?? "");
      });
      const made = new MutationObserver(dress);
      made.observe(root, { childList: true, subtree: true });
      signal.addEventListener("abort", () => made.disconnect());
      dress();
      const status = root.querySelector(".ex-status");
      if (status) {
        const told = new MutationObserver(() => ownTimes(status));
        told.observe(status, { childList: true, subtree: true });
        signal.addEventListener("abort", () => told.disconnect());
        ownTimes(status);
      }
    }

    function watchIn(root, milliseconds) {
      clearTimeout(watching);
      watching = setTimeout(() => watch(root), milliseconds);
    }

    function watch(root) {
      const lost = el.querySelector(".ex-lost");
      lost.hidden = page(model, root).newer.length === 0;
      if (!lost.hidden && root.isConnected) {
        watchIn(root, 2000);
      }
    }

    el.innerHTML = model.get("html");
    el.querySelector(".ex-download").addEventListener("click", () => {
      const { document: made, newer } = page(model, el.closest(".ex-worksheet"));
      savePage(made, newer, el.querySelector(".ex-name").value.trim());
    });
    start();
    return () => {
      cancelAnimationFrame(waiting);
      clearTimeout(watching);
      listening.abort();
    };
  },
};

// The page as the kernel last knew it, and the boxes in which something else stands now.
function page(model, root) {
  const document = opened(model.get("page"));
  const newer = [];
  for (const shown of document.querySelectorAll(`[data-lesson="${model.get("lesson")}"] [data-box]`)) {
    const { task, box, kind } = shown.dataset;
    const field = root.querySelector(`.ex-box-${task}--${box} :is(textarea, input)`);
    if (!field) continue; // a question, answered elsewhere on the page
    const value = kind === "percent" ? percent(field.value) : field.value;
    if (value !== null && String(value) !== shown.textContent) {
      newer.push({ lesson: model.get("lesson"), task, box, value });
    }
  }
  return { document, newer };
}

// Puts the beginning of a sentence into the box above, at once, also while the kernel is busy.
function begin(button) {
  if (!button) {
    return;
  }
  const row = button.closest(".ex-starters");
  const field = row.previousElementSibling.querySelector("textarea");
  const gap = field.value && !/\s$/.test(field.value) ? " " : "";
  field.focus();
  field.setRangeText(`${gap}${button.value} `, field.value.length, field.value.length, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

// The kernel may run in another time zone: on Binder it does.
function ownTimes(root) {
  for (const time of root.querySelectorAll("time:not([data-own])")) {
    time.dataset.own = "";
    const form = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
    time.textContent = new Date(time.dateTime).toLocaleTimeString("en-GB", form);
  }
}

// ipywidgets has no way to say that a part is read out when it changes.
function announce(root) {
  for (const part of [".ex-status", ".ex-notices", ".ex-loaded"]) {
    root.querySelector(part)?.setAttribute("role", "status");
  }
}
