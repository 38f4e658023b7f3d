// Nothing to see: hands what is answered in the questions beside it to the kernel, which keeps it,
// and puts back what the kernel kept. A page without a kernel does without it.
export default {
  render({ model, el }) {
    const mine = () => [...document.querySelectorAll("form.ex-quiz")].filter((form) => form.dataset.key in model.get("kept"));
    const keep = ({ detail: { key, value } }) => {
      const kept = model.get("kept");
      if (!(key in kept) || kept[key] === value) return;
      model.set("kept", { ...kept, [key]: value });
      model.save_changes();
    };
    el.classList.add("ex-alive");
    const told = document.createElement("p");
    told.setAttribute("role", "status");
    const tell = () => (told.textContent = model.get("notice"));
    el.append(told);
    tell();
    model.on("change:notice", tell);
    document.addEventListener("ex-kept", keep);
    for (const form of mine()) {
      const { key, kept } = form.dataset;
      if (model.get("kept")[key]) form.dispatchEvent(new CustomEvent("ex-restore", { detail: model.get("kept")[key] }));
      else if (kept) keep({ detail: { key, value: kept } });
    }
    return () => {
      document.removeEventListener("ex-kept", keep);
      model.off("change:notice", tell);
    };
  },
};
