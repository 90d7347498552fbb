"use strict";
// Each question keeps its best points; a wrong answer is explained by the mistake that leads to it.
const questions = [...document.querySelectorAll(".question")];
const earned = new Map();
const FORMS = {
  words: "Type a word.",
  shape: "Type a shape, for example (3, 2) or (3,).",
  symbol: "Type a letter with its index, for example w2.",
};

// How a typed answer is read: the tables of grader/exam/typed.py, and its functions.
const reading = {{READING}};

function replaced(text, steps) {
  return steps.reduce((sofar, [pattern, by]) => sofar.replace(new RegExp(pattern, "gu"), by), text);
}

function whole(pattern, text) {
  return text.match(new RegExp(`^(?:${pattern})$`, "u"));
}

function plain(text) {
  return replaced(replaced(text, reading.before).normalize("NFKC").toLowerCase(), reading.plain);
}

function key(text, kind) {
  const found = replaced(plain(text), reading.steps[kind]);
  return whole(reading.whole[kind], found) ? found : "";
}

function readings(text) {
  const match = whole(reading.number, text);
  const found = new Set();
  for (const [thousands, decimal] of match ? [["", ".,"], [",", "."], [".", ","], [" ", ".,"]] : []) {
    const before = thousands ? reading.groups.replace("S", `[${thousands}]`) : "[0-9]*";
    if (!whole(`${before}(?:[${decimal}][0-9]*)?`, match[2])) continue;
    const bare = (thousands ? match[2].replaceAll(thousands, "") : match[2]).replace(",", ".");
    found.add(Number(match[1] + bare + (match[3] || "")));
  }
  return [...found];
}

function values(text, unit) {
  let found = replaced(plain(text), reading.steps.number);
  if (unit && found.endsWith(plain(unit))) found = found.slice(0, -plain(unit).length).trim();
  const hundredth = found.endsWith("%");
  const parts = found.replace(/%$/, "").split("/").map(readings);
  const numbers = parts.length === 1 ? parts[0] : parts.length > 2 ? []
    : parts[0].flatMap((a) => parts[1].filter((b) => b !== 0).map((b) => a / b));
  return numbers.map((number) => (hundredth ? number / 100 : number)).filter(Number.isFinite);
}

function judgeText(question) {
  const field = question.querySelector("input[name=answer]");
  const facts = JSON.parse(field.dataset.facts);
  if (field.value.trim() === "") return { note: "Type an answer first." };
  const wrong = (known) => ({ share: 0, note: "Not right.", because: known ? known.because : "The worked solution is below." });
  if (question.dataset.kind === "short") {
    const given = key(field.value, facts.reading);
    if (given === "") return { note: FORMS[facts.reading] };
    if (facts.keys.includes(given)) return { share: 1, note: "Right." };
    return wrong(facts.mistakes.find((m) => m.key === given));
  }
  const given = values(field.value, facts.unit);
  if (given.length === 0) return { note: "Type a number, for example -0.25 or 1/4." };
  // A hair more than the tolerance: 0.1 + 0.2 is not 0.3 in binary.
  const near = (target) => given.some((value) => Math.abs(value - target) <= facts.tolerance * (1 + 1e-9));
  if (near(facts.value)) return { share: 1, note: "Right." };
  return wrong(facts.mistakes.find((m) => near(m.value)));
}

function judgeOptions(question) {
  const options = [...question.querySelectorAll(".option")];
  const chosen = (option) => option.querySelector("input").checked;
  if (!options.some(chosen)) return { note: "Choose an option first." };
  const several = question.dataset.kind === "several";
  const is = (option) => option.dataset.right === "true";
  for (const option of options) {
    option.classList.toggle("good", is(option) && chosen(option));
    option.classList.toggle("bad", is(option) !== chosen(option) && (chosen(option) || several));
    option.querySelector(".because").hidden = !chosen(option) && !several;
  }
  const count = options.filter(is).length;
  const hits = options.filter((option) => is(option) && chosen(option)).length;
  const misses = options.filter((option) => !is(option) && chosen(option)).length;
  const share = Math.max(0, hits - misses) / count;
  const note = share === 1 ? "Right." : several ? `${hits} of ${count} right, ${misses} wrong.` : "Not right.";
  return { share, note };
}

function judgeDerivation(question) {
  const scheme = question.querySelector(".scheme");
  scheme.hidden = false;
  question.querySelector("details").open = true;
  const marks = [...scheme.querySelectorAll("input:checked")];
  const sum = marks.reduce((total, mark) => total + Number(mark.dataset.mark), 0);
  return { share: sum / Number(question.dataset.points), note: "Compare with the solution and tick what you have." };
}

function check(question) {
  const kind = question.dataset.kind;
  const judge = kind === "derivation" ? judgeDerivation : kind === "numeric" || kind === "short" ? judgeText : judgeOptions;
  const result = judge(question);
  const verdict = question.querySelector(".verdict");
  verdict.className = "verdict" + (result.share === 1 ? " good" : result.share === 0 && kind !== "derivation" ? " bad" : "");
  verdict.textContent = result.note;
  if (result.because) {
    const reason = document.createElement("span");
    reason.innerHTML = result.because;
    verdict.append(reason);
  }
  if (result.share !== undefined) earned.set(question.id, result.share * Number(question.dataset.points));
  showScore();
}

function showScore() {
  const points = [...earned.values()].reduce((a, b) => a + b, 0);
  const total = questions.reduce((sum, q) => sum + Number(q.dataset.points), 0);
  document.getElementById("score").textContent =
    `${Math.round(points * 100) / 100} of ${total} points`;
}

for (const question of questions) {
  question.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    check(question);
  });
  for (const mark of question.querySelectorAll(".scheme input")) mark.addEventListener("change", () => check(question));
}

document.getElementById("next").addEventListener("click", () => {
  const open = questions.find((question) => !earned.has(question.id)) || questions[0];
  open.scrollIntoView();
  open.querySelector("input, textarea").focus({ preventScroll: true });
});

document.getElementById("again").addEventListener("click", () => {
  for (const question of questions) {
    question.querySelector("form").reset();
    question.querySelector("details").open = false;
    question.querySelector(".verdict").textContent = "";
    for (const option of question.querySelectorAll(".option")) option.classList.remove("good", "bad");
    for (const because of question.querySelectorAll(".because, .scheme")) because.hidden = true;
  }
  earned.clear();
  showScore();
  scrollTo(0, 0);
});

showScore();
