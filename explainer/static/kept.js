// Keeps in this browser, too, what is answered in the questions: for F5, and for pages and days
// without a kernel. What the page itself was made with wins, if it is newer.
(() => {
  const store = (work) => {
    try {
      return work(window.localStorage);
    } catch {
      return null; // a page that may keep nothing
    }
  };
  // One server can have many readers: each has an address of their own.
  const config = document.getElementById("jupyter-config-data");
  const reader = config ? JSON.parse(config.textContent).baseUrl : location.pathname;

  for (const form of document.querySelectorAll("form.ex-quiz[data-key]:not([data-here])")) {
    form.dataset.here = "";
    const place = `explainer ${reader} ${form.dataset.key}`;
    const made = form.dataset.kept;
    form.addEventListener("ex-kept", ({ detail: { value } }) => {
      store((kept) => kept.setItem(place, JSON.stringify({ made, value })));
    });
    const found = JSON.parse(store((kept) => kept.getItem(place)) ?? "{}");
    if (found.made === made && found.value !== made) form.dispatchEvent(new CustomEvent("ex-restore", { detail: found.value }));
  }
})();
