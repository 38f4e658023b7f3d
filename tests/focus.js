// Watches the keyboard's way through the outputs of a notebook: `visit()` after each press of a key.
(() => {
  const SELECTOR = 'a[href], button, input, select, textarea, summary, iframe, [tabindex="0"]';
  const visited = new Set();
  window.unseen = [];

  const name = (element) => element.outerHTML.slice(0, 120);

  // Of a group of radio buttons the Tab key visits one.
  window.focusables = () =>
    [...document.querySelectorAll(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-OutputArea-output")]
      .flatMap((output) => [...output.querySelectorAll(SELECTOR)])
      .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled && one.type !== "radio");

  window.unvisited = () => rest().map(name);

  // A map shows inside itself where the focus is.
  const shows = (element) => {
    const { outlineStyle, boxShadow } = getComputedStyle(element);
    return element.matches("iframe") || outlineStyle !== "none" || boxShadow !== "none";
  };

  let waiting = [];
  const rest = () => focusables().filter((one) => !visited.has(one));

  // Returns what has not had the focus yet; what is there is asked anew only when it seems nothing.
  window.visit = () => {
    const element = document.activeElement;
    if (!visited.has(element) && element.closest(".jp-OutputArea-output") && !shows(element)) unseen.push(name(element));
    visited.add(element);
    waiting = waiting.filter((one) => one !== element && one.isConnected);
    if (!waiting.length) waiting = rest();
    return waiting.length;
  };
})();
