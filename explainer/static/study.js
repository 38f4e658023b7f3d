// Keeps the answers of a test in this browser, and saves them as a table without a name.
(() => {
  const main = document.querySelector("main");
  const code = document.getElementById("code");
  const said = main.querySelector("p > [role=status]");
  const { test } = main.dataset;
  const place = `explainer-study-${test}`;
  const forms = [...main.querySelectorAll("form.ex-quiz")];

  const keep = () => {
    const answers = Object.fromEntries(forms.map((form) => [form.dataset.key, form.dataset.kept]));
    try {
      localStorage.setItem(place, JSON.stringify({ code: code.value, answers }));
    } catch {
      // Without storage the page works on; only a reload would lose the answers.
    }
  };
  try {
    const before = JSON.parse(localStorage.getItem(place)) ?? { code: "", answers: {} };
    code.value = before.code;
    for (const form of forms) {
      form.dispatchEvent(new CustomEvent("ex-restore", { detail: before.answers[form.dataset.key] ?? "" }));
    }
  } catch {
    // Nothing to put back.
  }
  main.addEventListener("ex-kept", keep);
  code.addEventListener("input", keep);

  const cell = (text) => `"${text.replaceAll('"', '""')}"`;
  document.getElementById("save").addEventListener("click", () => {
    const word = code.value.trim();
    if (!word) {
      said.textContent = "Write your word first, at the top.";
      code.focus();
      return;
    }
    const rows = forms.map((form, at) => [word, test, String(at + 1), form.dataset.kept]);
    const table = [["code", "test", "item", "answer"], ...rows].map((row) => row.map(cell).join(","));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`\uFEFF${table.join("\r\n")}\r\n`], { type: "text/csv" }));
    link.download = `test-${test}-${word.replace(/[^\p{L}\p{N}-]+/gu, "-")}.csv`;
    link.click();
    said.textContent = "Saved.";
  });
})();
