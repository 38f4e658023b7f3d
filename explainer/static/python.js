// What a page asks of Python: it is fetched and started in a worker when a reader asks for it.
(() => {
  let worker;
  const waiting = new Map();
  const WORDS = {
    fetched: (size) => `Python is being fetched (${size}) …`,
    starts: () => "Python is starting …",
    looking: () => "Looking …",
  };

  // Whether a page can start Python here: a browser starts no worker from a folder.
  const can = location.protocol.startsWith("http") && "Worker" in window;

  // Asks a question; `tell` is called with what happens meanwhile.
  const ask = (address, size, asked, tell) => {
    if (!can) return Promise.reject(new Error("A browser does not start Python from a folder. Put the folder on a web host, or type “python -m http.server” in it."));
    const running = worker;
    tell(running ? WORDS.looking() : WORDS.fetched(size));
    if (!running) {
      worker = new Worker(address, { type: "module" });
      worker.onmessage = ({ data: { id, told, answer, error } }) => {
        if (told) return waiting.forEach((one) => one.tell(WORDS[told]()));
        const { done, failed } = waiting.get(id);
        waiting.delete(id);
        return error ? failed(new Error(error)) : done(JSON.parse(answer));
      };
      worker.onerror = (event) => {
        worker = undefined; // the next question tries again
        waiting.forEach(({ failed }) => failed(new Error(event.message ?? "it could not be fetched")));
        waiting.clear();
      };
    }
    return new Promise((done, failed) => {
      const id = crypto.getRandomValues(new Uint32Array(1))[0];
      waiting.set(id, { done, failed, tell });
      worker.postMessage({ id, asked: JSON.stringify(asked) });
    });
  };

  // Has a button ask: what is said meanwhile, and what went wrong, stands in `said`.
  window.explainerAsk = async (section, button, said, asked, show) => {
    const { python, size } = section.dataset;
    // Not disabled: the focus would fall to the start of the page.
    if (button.ariaDisabled === "true") return;
    button.ariaDisabled = "true";
    try {
      show(await ask(python, size, asked, (words) => (said.textContent = words)));
    } catch (error) {
      said.textContent = `Python could not answer. ${error.message.split("\n").filter(Boolean).at(-1)}`;
    }
    button.ariaDisabled = null;
  };
})();
