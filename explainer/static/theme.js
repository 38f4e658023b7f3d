// Follows JupyterLab's light or dark theme, else the reader's system setting.
(() => {
  const host = () => {
    try {
      return window.parent === window ? null : window.parent.document.body;
    } catch {
      return null; // a page of another origin: fall back to the system setting
    }
  };
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    const light = host()?.dataset?.jpThemeLight;
    const dark = light === undefined ? host() === null && system.matches : light === "false";
    document.documentElement.dataset.theme = dark ? "dark" : "light";
  };
  apply();
  system.addEventListener("change", apply);
  const body = host();
  if (body) {
    new MutationObserver(apply).observe(body, { attributeFilter: ["data-jp-theme-light"] });
  }
})();
