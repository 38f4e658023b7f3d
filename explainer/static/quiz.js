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
      const picked = chosen(form);
      if (!picked.length) return [];
      const right = picked.filter(({ place }) => answers[place].correct).length;
      const all = answers.filter((answer) => answer.correct).length;
      const wrong = picked.length - right;
      const rest = all === right ? "" : " There are more right answers to find.";
      const drop = wrong ? " Take out what is wrong and check again." : "";
      return [
        ...picked.map(({ place, label }) => ({ ...answers[place], label })),
        {
          correct: all === right && !wrong,
          label: "Together",
          feedback: all === right && !wrong ? "You found them all." : `Not complete yet.${rest}${drop}`,
        },
      ];
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
      place: Number(input.value),
      label: input.parentElement.textContent.trim(),
    }));

  const line = ({ correct, label, feedback }) => {
    const item = document.createElement("p");
    item.className = correct ? "ex-right" : "ex-wrong";
    const sign = document.createElement("span");
    sign.textContent = correct ? "✓ " : "✗ ";
    sign.setAttribute("aria-hidden", "true");
    const verdict = document.createElement("b");
    verdict.textContent = label ? `${label}: ${correct ? "right" : "not right"}. ` : correct ? "Right. " : "Not quite. ";
    item.append(sign, verdict, feedback);
    return item;
  };

  for (const form of document.querySelectorAll("form.ex-quiz:not([data-ready])")) {
    form.dataset.ready = "";
    const answers = JSON.parse(form.dataset.answers);
    const feedback = form.querySelector("[role=status]");
    form.querySelector(".ex-quiz-off").remove();
    form.querySelector("button").disabled = false;
    form.addEventListener("input", () => feedback.replaceChildren());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const said = judges[form.dataset.type](form, answers);
      const nothing = form.dataset.type === "numeric" ? "Write a number first, for example 160." : "Give an answer first.";
      feedback.replaceChildren(...(said.length ? said.map(line) : [nothing]));
    });
  }
})();
