// Returns what is wrong with the slide on a sheet: nothing if a reader can see all of it.
// Choosy, it also finds fault with a small map, and with a box that scrolls and would be whole on a
// slide of its own.
(sheet, choosy) => {
  const LEAST_BOX = 0.45; // of a sheet's height: what scrolls in its own box shows this much
  const LEAST_SOURCES = 0.28;
  const LEAST_MAP = choosy ? 0.65 : 0.5;
  const LEAST_CHART = 0.75; // of a sheet's width
  const LEAST_TYPE = 11.2; // of a sheet's 450 pixels: 18 on a projector with 720
  const room = sheet.getBoundingClientRect();
  const scale = room.height / sheet.clientHeight;
  const faults = [];
  const fault = (what, cell, { width, height }) =>
    faults.push(`${what}: ${Math.round(width)} × ${Math.round(height)}, ${cell.innerText.slice(0, 60)}`);
  const within = ({ left, top, right, bottom }) =>
    left >= room.left - 1 && top >= room.top - 1 && right <= room.right + 1 && bottom <= room.bottom + 1;
  const FOCUSABLE = 'a[href], button, input, select, textarea, summary, iframe, [tabindex="0"]';
  const largest = (elements) =>
    [...elements].map((one) => one.getBoundingClientRect()).sort((a, b) => b.width * b.height - a.width * a.height)[0];

  const judge = (cell, box) => {
    const shown = box.getBoundingClientRect();
    const scrolls = box.scrollHeight > box.clientHeight + 1;
    const map = largest(box.querySelectorAll("iframe"));
    const chart = largest(box.querySelectorAll(".ex-chart figure"));
    const explorer = box.querySelector(".ex-explorer, .ex-twin"); // controls and words stand with the chart
    const alone = box.scrollHeight * scale < 0.9 * room.height;
    const reached = [box, ...box.querySelectorAll("*")].some((one) => one.matches(FOCUSABLE) && one.checkVisibility());
    if (scrolls && !reached) fault("no key scrolls it", cell, shown);
    if (box.matches(".jp-CodeCell:has(iframe, .ex-chart):not(:has(.ex-sealed)) *")) {
      if (scrolls && shown.height < LEAST_MAP * room.height) fault("map or chart cut off", cell, shown);
      else if (scrolls && map && !explorer) fault("map cut off", cell, shown);
      else if (scrolls && choosy && alone) fault("chart could be whole", cell, shown);
      if (map && map.height < LEAST_MAP * room.height) fault("map too small", cell, map);
      if (!map && !explorer && chart.width < LEAST_CHART * room.width) fault("chart too small", cell, chart);
    } else if (scrolls) {
      const sources = box.querySelector(".ex > .ex-sources:only-child");
      if (shown.height < (sources ? LEAST_SOURCES : LEAST_BOX) * room.height) fault("box too small", cell, shown);
      else if (choosy && alone && !sources) fault("box could be whole", cell, shown);
    }
    if (box.scrollWidth > box.clientWidth + 1 && !box.querySelector(".ex-table")) fault("too wide", cell, shown);
  };

  // Text that can be seen is as large as its style says, enlarged by zooms and by a drawing's box.
  const type = (root, cell, enlarged = 1) => {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (texts.nextNode()) {
      const text = texts.currentNode, parent = text.parentElement;
      if (!text.data.trim() || !parent.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      range.selectNodeContents(text);
      const shown = range.getBoundingClientRect();
      if (shown.width < 2 || shown.height < 2) continue; // for those who hear it
      const drawn = parent.closest("svg") ? parent.getScreenCTM() : null;
      const size = parseFloat(getComputedStyle(parent).fontSize) * enlarged;
      const seen = size * (drawn ? Math.hypot(drawn.a, drawn.b) : parent.currentCSSZoom);
      if (seen < LEAST_TYPE * scale) fault(`type of ${seen.toFixed(1)} px: ${text.data.trim().slice(0, 30)}`, cell, shown);
    }
  };

  if (sheet.clientHeight > 480) faults.push("slides.css is not in force");
  if (sheet.scrollHeight > sheet.clientHeight + 1 || sheet.scrollWidth > sheet.clientWidth + 1) {
    faults.push(`more than a sheet: ${sheet.scrollWidth} × ${sheet.scrollHeight}`);
  }
  const cells = [...sheet.children].filter((cell) => cell.matches(".jp-deck-mod-onscreen"));
  if (!cells.length) faults.push("an empty slide");
  for (const cell of cells) {
    const shown = cell.getBoundingClientRect();
    if (!within(shown)) fault("outside the window", cell, shown);
    if (shown.height < 10) fault("nothing to be seen", cell, shown);
    for (const prose of cell.querySelectorAll(".jp-MarkdownOutput")) {
      if (prose.scrollWidth > prose.clientWidth + 1) fault("prose cut off", cell, shown);
    }
    const button = cell.querySelector(".jp-showHiddenCellsButton");
    if (button?.checkVisibility()) fault("a button of the notebook", cell, button.getBoundingClientRect());
    const box = cell.querySelector(".jp-Cell-outputWrapper:has(.jp-OutputArea-output)");
    if (box) judge(cell, box);
    type(cell, cell);
    for (const map of cell.querySelectorAll("iframe")) {
      const { contentDocument: page, contentWindow: view } = map;
      type(page.body, cell, map.getBoundingClientRect().width / view.innerWidth);
    }
  }
  return faults;
}
