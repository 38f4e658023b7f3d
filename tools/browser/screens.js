// Measures a lesson that is laid out as one page: `extra` says of each cell whether it may be left out.
async (extra) => {
  await document.fonts.ready;
  const height = (element) => element.getBoundingClientRect().height;
  const cells = [...document.querySelectorAll(".jp-Cell")];
  const picture = [...document.querySelectorAll(".jp-OutputArea iframe, .jp-OutputArea svg, .jp-OutputArea figure")]
    .find((element) => height(element) > 100);
  const words = (element) => (element.innerText.match(/[\p{L}\p{N}]+/gu) ?? []).length;
  return {
    heights: cells.map(height),
    core: cells.reduce((sum, cell, at) => sum + (extra[at] ? 0 : height(cell)), 0),
    all: cells.reduce((sum, cell) => sum + height(cell), 0),
    "first picture": picture ? picture.getBoundingClientRect().top + window.scrollY : document.body.scrollHeight,
    words: [...document.querySelectorAll(".jp-OutputArea")].reduce((sum, area) => sum + words(area), 0),
  };
}
