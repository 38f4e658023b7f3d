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

    order(form, answers) {
      const places = steps(form).map((step) => Number(step.dataset.place));
      const right = places.filter((place, now) => place === now).length;
      const summary = right === places.length
        ? { correct: true, verdict: "All in their order.", feedback: "" }
        : { correct: false, verdict: "Not in order yet.", feedback: `${right} of ${places.length} stand where they belong.` };
      return [...places.map((place, now) => {
        const { answer: label, feedback } = answers[place];
        if (place === now) return { correct: true, label, feedback };
        return { correct: false, label, feedback: place < now ? "It belongs earlier." : "It belongs later." };
      }), summary];
    },

    // A guess is not judged: it only opens the answer.
    guess(form) {
      const given = form.elements.answer.value.trim();
      if (Number.isNaN(number(given))) return [];
      const unit = given.endsWith(form.dataset.unit) ? "" : ` ${form.dataset.unit}`;
      reveal(form);
      return [{ verdict: `Your guess: ${given}${unit}.`, feedback: "Compare it with what is shown below." }];
    },
  };

  const steps = (form) => [...form.querySelectorAll(".ex-quiz-steps > li")];

  const chosen = (form) =>
    [...form.querySelectorAll("input:checked")].map((input) => ({
      place: input.value,
      label: input.parentElement.textContent.trim(),
    }));

  const line = ({ correct, label, feedback, verdict }) => {
    const judged = correct ? "Right." : "Not quite.";
    const item = document.createElement("p");
    const said = document.createElement("b");
    said.textContent = `${verdict ?? (label ? `${label}: ${judged.toLowerCase()}` : judged)} `;
    if (correct !== undefined) {
      item.className = correct ? "ex-right" : "ex-wrong";
      const sign = document.createElement("span");
      sign.textContent = correct ? "✓ " : "✗ ";
      sign.setAttribute("aria-hidden", "true");
      item.append(sign);
    }
    item.append(said, feedback);
    return item;
  };

  // An answer as it is kept: in the words that are seen, a line for each answer picked.
  const typed = (form) => ["text", "textarea"].includes(form.elements.answer.type);
  const words = (step) => step.querySelector("span").textContent;
  const kept = (form) => {
    if (form.dataset.type === "order") return steps(form).map(words).join("\n");
    if (typed(form)) return form.elements.answer.value.trim();
    return chosen(form).map(({ label }) => label).join("\n");
  };

  const put = (form, value) => {
    const lines = value.split("\n");
    if (form.dataset.type === "order") {
      const found = steps(form);
      const wanted = lines.map((text) => found.find((step) => words(step) === text));
      if (wanted.length === found.length && wanted.every(Boolean)) found[0].parentElement.append(...wanted);
    } else if (typed(form)) {
      form.elements.answer.value = value;
    } else {
      for (const input of form.querySelectorAll("input")) {
        input.checked = lines.includes(input.parentElement.textContent.trim());
      }
    }
  };

  const reveal = (form) => {
    const answer = form.nextElementSibling;
    if (answer.childElementCount) return;
    // Not innerHTML: scripts in it would not run.
    const shown = document.createRange().createContextualFragment(form.dataset.hidden);
    const nonce = document.querySelector("[nonce]")?.nonce ?? ""; // a page's policy asks for it
    for (const style of shown.querySelectorAll("style")) style.nonce = nonce;
    answer.append(shown);
    form.querySelector(".ex-quiz-skip").remove();
  };

  const guessing = (form) => {
    const skip = document.createElement("button");
    skip.type = "button";
    skip.className = "ex-quiz-skip";
    skip.textContent = "Show without a guess";
    skip.dataset.lmSuppressShortcuts = "true";
    skip.addEventListener("click", () => reveal(form));
    form.querySelector("button").after(skip);
  };

  const ordering = (form, changed) => {
    const move = (step, by) => {
      const other = by < 0 ? step.previousElementSibling : step.nextElementSibling;
      if (by < 0) other?.before(step);
      else other?.after(step);
      changed();
    };
    for (const step of steps(form)) {
      for (const button of step.querySelectorAll("button")) {
        button.addEventListener("click", () => {
          move(step, Number(button.dataset.by));
          button.focus();
        });
      }
      step.addEventListener("dragstart", () => step.classList.add("ex-dragged"));
      step.addEventListener("dragend", () => step.classList.remove("ex-dragged"));
      step.addEventListener("dragover", (event) => {
        const dragged = form.querySelector(".ex-dragged");
        if (!dragged) return;
        event.preventDefault();
        const { top, height } = step.getBoundingClientRect();
        if (dragged !== step) step[event.clientY < top + height / 2 ? "before" : "after"](dragged);
        changed();
      });
    }
  };

  for (const form of document.querySelectorAll("form.ex-quiz:not([data-ready])")) {
    form.dataset.ready = "";
    const answers = JSON.parse(form.dataset.answers);
    const feedback = form.querySelector("[role=status]");
    const testing = "test" in form.dataset;
    const changed = () => (testing ? keep() : feedback.replaceChildren());
    form.querySelector(".ex-quiz-off").remove();
    for (const button of form.querySelectorAll("button")) button.disabled = false;
    if (form.dataset.type === "order") ordering(form, changed);
    if (form.dataset.type === "guess") guessing(form);
    form.addEventListener("input", changed);
    // In JupyterLab, Enter in a text field does not submit the form by itself.
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target.type !== "text") return;
      event.preventDefault();
      form.requestSubmit();
    });
    const check = () => {
      const said = judges[form.dataset.type](form, answers);
      const aNumber = ["numeric", "guess"].includes(form.dataset.type);
      const nothing = aNumber ? "Write a number first, for example 160." : "Give an answer first.";
      feedback.replaceChildren(...(said.length ? said.map(line) : [nothing]));
      return said.length > 0;
    };
    // What was answered before: as the page has it, or as the kernel says later.
    const restore = (value) => {
      form.dataset.kept = value;
      if (!value) return;
      put(form, value);
      if (!testing) check();
    };
    const keep = () => {
      form.dataset.kept = kept(form);
      const detail = { key: form.dataset.key, value: form.dataset.kept };
      form.dispatchEvent(new CustomEvent("ex-kept", { bubbles: true, detail }));
    };
    restore(form.dataset.kept);
    if (testing) form.querySelector("[type=submit]").remove();
    form.addEventListener("ex-restore", ({ detail }) => restore(detail));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!testing && check()) keep();
    });
  }
})();
