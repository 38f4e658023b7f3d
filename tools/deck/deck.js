// One size for all screens; keys go to the slide only while nothing in it has the focus.
Reveal.initialize({
  width: 1280,
  height: 720,
  margin: 0.02,
  center: false,
  hash: true,
  transition: "none",
  slideNumber: "c/t",
  viewDistance: 3,
  keyboardCondition: () => !document.activeElement?.closest("input, textarea, select, button, details, iframe"),
});
