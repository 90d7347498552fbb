"use strict";
// Each question keeps its best points; a wrong answer is explained by the mistake that leads to it.
const questions = [...document.querySelectorAll(".question")];
const earned = new Map();

function asNumber(text) {
  const clean = text.trim().replace(/\u2212/g, "-").replace(",", ".").replace("%", "");
  const parts = clean.split("/");
  const values = parts.map((part) => (part.trim() === "" ? NaN : Number(part)));
  return parts.length === 2 ? values[0] / values[1] : parts.length === 1 ? values[0] : NaN;
}

function same(a, b) {
  const bare = (text) => text.toLowerCase().replace(/\s+/g, "");
  return bare(a) === bare(b);
}

function judgeText(question) {
  const field = question.querySelector("input[name=answer]");
  const facts = JSON.parse(field.dataset.facts);
  if (field.value.trim() === "") return { note: "Type an answer first." };
  if (question.dataset.kind === "short") {
    if (facts.accepted.some((text) => same(text, field.value))) return { share: 1, note: "Right." };
    const known = facts.mistakes.find((m) => same(m.text, field.value));
    return { share: 0, note: "Not right.", because: known ? known.because : "The worked solution is below." };
  }
  const value = asNumber(field.value);
  if (!Number.isFinite(value)) return { note: "Type a number, for example -0.25 or 1/4." };
  // A hair more than the tolerance: 0.1 + 0.2 is not 0.3 in binary.
  const near = (target, width) => Math.abs(value - target) <= width * (1 + 1e-9);
  if (near(facts.value, facts.tolerance)) return { share: 1, note: "Right." };
  const known = facts.mistakes.find((m) => near(m.value, facts.tolerance));
  return { share: 0, note: "Not right.", because: known ? known.because : "The worked solution is below." };
}

function judgeOptions(question) {
  const options = [...question.querySelectorAll(".option")];
  const chosen = (option) => option.querySelector("input").checked;
  if (!options.some(chosen)) return { note: "Choose an option first." };
  let hits = 0;
  for (const option of options) {
    const right = option.dataset.right === "true";
    hits += chosen(option) === right ? 1 : 0;
    option.classList.toggle("good", right && chosen(option));
    option.classList.toggle("bad", right !== chosen(option) && (chosen(option) || question.dataset.kind === "several"));
    option.querySelector(".because").hidden = !chosen(option) && question.dataset.kind !== "several";
  }
  const all = hits === options.length;
  if (question.dataset.kind === "choice") return { share: all ? 1 : 0, note: all ? "Right." : "Not right." };
  return { share: all ? 1 : 0, note: all ? "Right." : `${hits} of ${options.length} options are set right.` };
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
