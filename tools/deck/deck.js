// slides.css lays the slides out. A key turns the slide unless what has the focus wants it.
(() => {
  const CONTROLS = "input, textarea, select, button, details, iframe";
  const SCROLLS = ["ArrowUp", "ArrowDown", "PageUp", "PageDown", " "];

  // A box that scrolls has to be within reach of the keyboard.
  const reach = ({ currentSlide }) => {
    for (const box of currentSlide.querySelectorAll(".jp-Cell-outputWrapper")) {
      const { scrollHeight, clientHeight, scrollWidth, clientWidth } = box;
      if (scrollHeight > clientHeight || scrollWidth > clientWidth) box.tabIndex = 0;
    }
  };

  Reveal.initialize({
    disableLayout: true,
    hash: true,
    transition: "none",
    slideNumber: "c/t",
    viewDistance: 3,
    keyboardCondition: ({ key }) =>
      !document.activeElement?.closest(SCROLLS.includes(key) ? `${CONTROLS}, [tabindex="0"]` : CONTROLS),
  });
  for (const event of ["ready", "slidechanged"]) Reveal.on(event, reach);
})();
