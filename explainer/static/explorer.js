// Names for what ipywidgets leaves unnamed among the controls of an explorer.
export default {
  render({ el }) {
    const observer = new MutationObserver(() => name(el.closest(".ex-explorer")));
    let waiting;

    function start() {
      const root = el.closest(".ex-explorer");
      if (root) {
        // A page that shows dead controls (exported, saved) keeps the words in their place.
        root.classList.toggle("ex-alive", !root.matches(".jupyter-widgets-disconnected"));
        observer.observe(root, { childList: true, characterData: true, subtree: true });
        name(root);
      } else {
        waiting = requestAnimationFrame(start); // not yet on the page
      }
    }

    start();
    return () => {
      cancelAnimationFrame(waiting);
      observer.disconnect();
    };
  },
};

function name(root) {
  if (!root) {
    return;
  }
  for (const slider of root.querySelectorAll(".widget-slider")) {
    const [label, readout] = [".widget-label", ".widget-readout"].map((part) => slider.querySelector(part));
    const handles = [...slider.querySelectorAll("[role=slider]")];
    const told = handles.length > 1 ? readout.textContent.split(/[-–]/) : [readout.textContent];
    handles.forEach((handle, place) => {
      const end = handles.length > 1 ? [", from", ", to"][place] : "";
      handle.setAttribute("aria-label", `${label.textContent}${end}`);
      handle.setAttribute("aria-valuetext", told.length === handles.length ? told[place].trim() : readout.textContent);
    });
    const typed = !Number.isNaN(Number(readout.textContent)); // only a number can be typed
    readout.contentEditable = typed;
    readout.role = typed ? "textbox" : null;
    readout.ariaLabel = typed ? `${label.textContent}, typed` : null;
  }
  for (const group of root.querySelectorAll(".ex-choices")) {
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", group.querySelector(".ex-choices-label")?.textContent ?? "");
  }
  root.querySelector(".ex-said")?.setAttribute("role", "status");
  // Else JupyterLab takes the arrows and letters for the notebook: "a" would insert a cell.
  for (const control of root.querySelectorAll("select, input, textarea, button, [role=slider], [contenteditable=true]")) {
    control.dataset.lmSuppressShortcuts = "true";
  }
}
