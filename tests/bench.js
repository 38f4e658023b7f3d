// What the benches do in JupyterLab; each returns how long a map took to be drawn.
const maps = () => [...document.querySelectorAll("iframe[srcdoc]")].map(
  frame => frame.contentDocument?.querySelector(".leaflet-pane path[d]")).filter(Boolean);

async function until(done, limit = 60000) {
  const start = performance.now();
  while (!done() && performance.now() < start + limit) await new Promise(requestAnimationFrame);
  return done() ? performance.now() - start : NaN;
}

/** Choose Run All; the seconds until one of the maps in the notebook has drawn a country. */
async function runAll() {
  window.jupyterapp.commands.execute("notebook:run-all-cells");
  return await until(() => maps().length) / 1000;
}

/** Move the slider one step; the milliseconds until another map is drawn. */
function move() {
  const old = new Set(maps());
  const arrow = new KeyboardEvent("keydown", { key: "ArrowLeft", bubbles: true });
  document.querySelector("[role=slider]").dispatchEvent(arrow);
  return until(() => maps().some(path => !old.has(path)));
}
