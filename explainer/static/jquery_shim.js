// The three things folium's own layers ask of jQuery.
window.$ = window.jQuery = (what) => {
  if (what === document) return { ready: (run) => run() };
  const holder = document.createElement("div");
  if (typeof what === "string" && what.trim().startsWith("<")) {
    holder.innerHTML = what;
    return Array.from(holder.children);
  }
  const found = Array.from(typeof what === "string" ? document.querySelectorAll(what) : [what]);
  found.hide = () => found.forEach((element) => (element.style.display = "none"));
  found.show = () => found.forEach((element) => (element.style.display = ""));
  return found;
};
