// The Python of a page takes a while to start. This says so, warms it up meanwhile, and runs the lesson
// once more if somebody asked for it so early that nobody was there to hear it.
window._JUPYTERLAB = window._JUPYTERLAB || {};
window._JUPYTERLAB["explainer-start"] = (() => {
  // What the first cells need is read before they are run. The names are taken away again. No module is
  // looked for beside the lesson: each such look is a message to the page, and an answer.
  const MAPS = `import sys
was = sys.path[:]
sys.path[:] = [folder for folder in was if folder.startswith("/lib/")]
try:
    import explainer.maps, explainer.widgets.sheet, explainer.widgets.answering
finally:
    sys.path[:] = was
del explainer, sys, was`;
  const CHARTS = "import matplotlib; del matplotlib";
  const STARTING =
    "Python is starting in this page. The first time it has to be fetched. You can read already; if you choose Run All Cells now, it runs when Python is there.";
  const READY = "Python is ready.";
  const HOW = " To run the lesson, choose Run, then Run All Cells.";
  const MISSING = "A part of Python could not be fetched. Reload the page when you are connected. What is missing: ";

  const OLDER =
    "There is a newer edition of this lesson. You see your own copy, as you left it. To get the new one, rename your copy (File, Rename Notebook), then open the lesson again.";

  // A lesson that was saved in this browser hides the one of the host.
  async function hidesNewer(panel) {
    const edition = ({ explainer }) => explainer?.edition;
    const there = await fetch(new URL(`../files/${panel.context.path}`, location.href), { cache: "no-store" });
    return there.ok && edition((await there.json()).metadata) !== edition({ explainer: panel.model.getMetadata("explainer") });
  }

  const code = (panel) => panel.content.widgets.map((cell) => cell.model).filter((cell) => cell.type === "code");
  const begun = (panel) => code(panel).some((cell) => cell.executionCount || cell.executionState === "running");

  async function quietly(kernel, source) {
    const { content } = await kernel.requestExecute({ code: source, silent: true, store_history: false }).done;
    return content.status === "ok" ? "" : `${content.ename}: ${content.evalue}`;
  }

  async function start(app, panel, asked) {
    const say = (command, options) => app.commands.execute(`apputils:${command}`, options);
    const id = await say("notify", { message: STARTING, type: "in-progress", options: { autoClose: false } });
    await panel.context.ready;
    hidesNewer(panel).then(
      (newer) => newer && say("notify", { message: OLDER, type: "warning", options: { autoClose: false } }),
      () => {}, // without a network, or no lesson
    );
    await panel.sessionContext.ready;
    const { kernel } = panel.sessionContext.session ?? {};
    if (!kernel) return say("dismiss-notification", { id });
    const charts = (panel.model.getMetadata("explainer") ?? {}).charts !== false;
    // Both are asked for at once: cells that somebody runs meanwhile come after them.
    const warm = [MAPS, ...(charts ? [CHARTS] : [])].map((source) => quietly(kernel, source));
    const wrong = (await Promise.all(warm)).find(Boolean);
    const unheard = asked.has(panel) && !begun(panel);
    const ready = { message: READY + (asked.has(panel) ? "" : HOW), type: "success", autoClose: 8000 };
    await say("update-notification", { id, ...(wrong ? { message: MISSING + wrong, type: "error" } : ready) });
    if (unheard && app.shell.currentWidget === panel) await app.commands.execute("notebook:run-all-cells");
  }

  function activate(app) {
    const known = new WeakSet();
    const asked = new WeakSet();
    const look = () => {
      for (const panel of app.shell.widgets("main"))
        if (panel.sessionContext && panel.content?.widgets && !known.has(panel)) {
          known.add(panel);
          start(app, panel, asked);
        }
    };
    app.commands.commandExecuted.connect((_, { id }) => {
      if (id === "notebook:run-all-cells" && app.shell.currentWidget) asked.add(app.shell.currentWidget);
    });
    app.shell.layoutModified.connect(look);
    app.restored.then(look);
  }

  const plugin = { id: "explainer-start:plugin", autoStart: true, activate };
  return { init: () => {}, get: async () => () => ({ __esModule: true, default: plugin }) };
})();
