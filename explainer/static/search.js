// Finds words in all pages; the index is a script, so that it works from a file, too.
(() => {
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const asked = new URLSearchParams(location.search).get("q") ?? "";
  const words = plain(asked).split(/\s+/).filter(Boolean);
  const [field, said, list] = ["main [name=q]", "#found", ".ex-hits"].map((part) => document.querySelector(part));
  field.value = asked;
  if (!words.length) return;
  const found = window.explainerIndex
    .map((entry) => ({ entry, head: plain(`${entry[1]} ${entry[2]}`), body: plain(entry[3]) }))
    .filter(({ head, body }) => words.every((word) => head.includes(word) || body.includes(word)))
    .map((hit) => ({ ...hit, score: words.filter((word) => hit.head.includes(word)).length + (plain(hit.entry[2]) === words.join(" ") ? words.length : 0) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, 30);
  said.textContent = found.length ? `Found in ${found.length === 1 ? "1 part" : `${found.length} parts`} of the pages.` : `Nothing found for “${asked}”. Try one word, or a part of it.`;
  for (const { entry, body } of found) {
    const [address, page, heading, text] = entry;
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = address;
    link.textContent = page === heading ? page : `${heading} (${page})`;
    const at = Math.max(0, body.indexOf(words[0]) - 70);
    const told = document.createElement("p");
    told.textContent = `${at ? "… " : ""}${text.slice(at, at + 200)} …`;
    item.append(link, told);
    list.append(item);
  }
})();
