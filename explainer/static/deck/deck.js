// One slide at a time; slides.css lays them out. A key turns unless what has the focus wants it.
(() => {
  const CONTROLS = "input, textarea, select, button, details, iframe";
  const SCROLLS = ["PageUp", "PageDown", " "];
  const SWIPE = 60; // px
  const slides = [...document.querySelectorAll(".slides > section")];
  const [on, back] = document.querySelectorAll(".ex-turn button");
  const number = document.querySelector(".ex-turn output");
  let at = 0;

  // A box that scrolls has to be within reach of the keyboard.
  const reach = (slide) => {
    for (const box of slide.querySelectorAll(".jp-Cell-outputWrapper")) {
      const { scrollHeight, clientHeight, scrollWidth, clientWidth } = box;
      if (scrollHeight > clientHeight || scrollWidth > clientWidth) box.tabIndex = 0;
    }
  };

  // Slides nearby are laid out, unseen: a map that shrinks to nothing loses its place.
  const show = (wanted) => {
    at = Math.max(0, Math.min(wanted || 0, slides.length - 1));
    slides.forEach((slide, index) => {
      slide.hidden = Math.abs(index - at) > 2;
      slide.classList.toggle("present", index === at);
    });
    number.textContent = `${at + 1}/${slides.length}`;
    back.disabled = at === 0;
    on.disabled = at === slides.length - 1;
    history.replaceState(null, "", `#/${at}`);
    reach(slides[at]);
  };

  const TURNS = {
    ArrowRight: () => at + 1,
    ArrowLeft: () => at - 1,
    PageDown: () => at + 1,
    PageUp: () => at - 1,
    " ": ({ shiftKey }) => at + (shiftKey ? -1 : 1),
    Home: () => 0,
    End: () => slides.length,
  };
  document.addEventListener("keydown", (event) => {
    const wants = SCROLLS.includes(event.key) ? `${CONTROLS}, [tabindex="0"]` : CONTROLS;
    const taken = event.ctrlKey || event.metaKey || event.altKey;
    if (taken || !(event.key in TURNS) || document.activeElement?.closest(wants)) return;
    event.preventDefault();
    show(TURNS[event.key](event));
  });

  let from = null;
  document.addEventListener("touchstart", ({ touches: [{ clientX, clientY }], target }) => {
    from = target.closest(CONTROLS) ? null : [clientX, clientY];
  }, { passive: true });
  document.addEventListener("touchend", ({ changedTouches: [{ clientX, clientY }] }) => {
    const [across, down] = from ? [clientX - from[0], clientY - from[1]] : [0, 0];
    if (Math.abs(across) > Math.max(SWIPE, Math.abs(down))) show(at - Math.sign(across));
  });
  // A button keeps no focus: the keys go on turning.
  const turn = (by) => ({ currentTarget }) => {
    show(at + by);
    currentTarget.blur();
  };
  back.addEventListener("click", turn(-1));
  on.addEventListener("click", turn(1));
  addEventListener("hashchange", () => show(parseInt(location.hash.slice(2), 10)));
  show(parseInt(location.hash.slice(2), 10));
})();
