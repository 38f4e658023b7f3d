// Judges the answers to the questions on the page, without a kernel or a network.
(() => {
  const text = (value) => value.normalize("NFC").trim().replace(/\s+/g, " ");

  // "1 300", "1,300" and "1300" are one number; so are "0.5" and "0,5".
  const number = (value) => {
    const bare = value.replace(/\s/g, "");
    const plain = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(bare)
      ? bare.replaceAll(",", "")
      : bare.replace(",", ".");
    return plain === "" ? NaN : Number(plain);
  };

  const judges = {
    multiple_choice: (form, answers) => chosen(form).map(({ place }) => answers[place]),

    many_choice(form, answers) {
      const all = chosen(form);
      const picked = all.filter(({ place }) => place in answers).map(({ place, label }) => ({ ...answers[place], label }));
      const none = picked.length < all.length;
      if (!all.length) return [];
      if (none && picked.length) return [{ correct: false, verdict: "You picked an answer, and none.", feedback: "Take one of them back." }];
      const wrong = picked.some((answer) => !answer.correct);
      const missing = answers.filter((answer) => answer.correct).length > picked.filter((answer) => answer.correct).length;
      const advice = [missing && "There are more to find.", wrong && "Some do not belong."].filter(Boolean);
      const summary = advice.length
        ? { correct: false, verdict: "Not complete yet.", feedback: advice.join(" ") }
        : { correct: true, verdict: none ? "None of these is right." : "You found them all.", feedback: "" };
      return [...picked, summary];
    },

    numeric(form, answers) {
      const given = number(form.elements.answer.value);
      if (Number.isNaN(given)) return [];
      return [
        answers.find(({ type, range, value }) =>
          type === "range" ? range[0] <= given && given <= range[1] : type === "default" || value === given,
        ),
      ];
    },

    string(form, answers) {
      const given = text(form.elements.answer.value);
      if (!given) return [];
      const same = ({ answer, match_case: exact }) =>
        exact ? given === text(answer) : given.toLowerCase() === text(answer).toLowerCase();
      return [answers.find((answer) => answer.type === "default" || same(answer))];
    },
  };

  const chosen = (form) =>
    [...form.querySelectorAll("input:checked")].map((input) => ({
      place: input.value,
      label: input.parentElement.textContent.trim(),
    }));

  const line = ({ correct, label, feedback, verdict }) => {
    const judged = correct ? "Right." : "Not quite.";
    const item = document.createElement("p");
    item.className = correct ? "ex-right" : "ex-wrong";
    const sign = document.createElement("span");
    sign.textContent = correct ? "✓ " : "✗ ";
    sign.setAttribute("aria-hidden", "true");
    const said = document.createElement("b");
    said.textContent = `${verdict ?? (label ? `${label}: ${judged.toLowerCase()}` : judged)} `;
    item.append(sign, said, feedback);
    return item;
  };

  for (const form of document.querySelectorAll("form.ex-quiz:not([data-ready])")) {
    form.dataset.ready = "";
    const answers = JSON.parse(form.dataset.answers);
    const feedback = form.querySelector("[role=status]");
    form.querySelector(".ex-quiz-off").remove();
    form.querySelector("button").disabled = false;
    form.addEventListener("input", () => feedback.replaceChildren());
    // In JupyterLab, Enter in a text field does not submit the form by itself.
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target.type !== "text") return;
      event.preventDefault();
      form.requestSubmit();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const said = judges[form.dataset.type](form, answers);
      const nothing = form.dataset.type === "numeric" ? "Write a number first, for example 160." : "Give an answer first.";
      feedback.replaceChildren(...(said.length ? said.map(line) : [nothing]));
    });
  }
})();
