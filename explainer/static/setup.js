// The browser's part of the set-up table. That this runs at all means the notebook is trusted.
(() => {
  const table = Array.from(document.querySelectorAll(".ex-setup")).pop();
  const words = { good: "ready", note: "works, but read this", bad: "does not work yet" };
  const say = (check, state, text) => {
    const [, is, means] = table.querySelector(`[data-check="${check}"]`).children;
    is.className = `ex-is-${state}`;
    is.textContent = words[state];
    means.textContent = text;
  };
  say("trust", "good", "Maps and questions can be shown.");
  const modern = "DecompressionStream" in window && CSS.supports("selector(:has(a))");
  if (modern) say("browser", "good", "New enough for the maps.");
  else if ("DecompressionStream" in window) say("browser", "note", "A little old: some maps stand below each other.");
  else say("browser", "bad", "Too old for the maps. Use Chrome 105, Edge 105, Firefox 121 or Safari 16.4, or newer. The tables work.");
  // What the browser knows by itself: nothing is asked of the network.
  if (navigator.onLine) say("network", "good", "The browser says it is connected. Only one optional exercise uses it.");
  else say("network", "note", "Not connected. It does not matter: all lessons work without the internet.");
  // JupyterLab and Jupyter Notebook 7 say in their page which extensions they have loaded.
  const told = document.getElementById("jupyter-config-data");
  const config = told ? JSON.parse(told.textContent) : {};
  const wanted = { "@jupyter-widgets/jupyterlab-manager": "jupyterlab_widgets", anywidget: "anywidget" };
  const off = (config.disabledExtensions || []).map((name) => name.split(":")[0]);
  const there = (config.federated_extensions || []).map((one) => one.name);
  const mend = Object.entries(wanted)
    .filter(([name]) => !there.includes(name) || off.includes(name))
    .map(([name, source]) => (there.includes(name) ? `jupyter labextension enable ${name}` : `python -m pip install ${source}`))
    .join(" && ");
  if (told && !mend) say("widgets", "good", "Boxes, buttons and sliders can be shown. If one shows only text, run its cell again.");
  else if (told) say("widgets", "bad", `Boxes to type in cannot be shown; maps, tables and questions work. Ask who set this up to run this in a terminal, and to start JupyterLab again: ${mend}`);
  else say("widgets", "note", "This page is no running notebook: maps and questions work, boxes to type in do not. Write your answers on paper.");
})();
