// What opens over the answer: its question, its notebook, groups, overview, search, history, help.

import { post } from "./api.js";
import { $, amount, clock, duration, element, fill, say, signed } from "./dom.js";
import { editor } from "./editor.js";
import { begin, load, now, open, scheme, startGroup } from "./main.js";

export const isOpen = () => $("panel").open;
export const closePanel = () => $("panel").close();

const cell = (content, number = false) => element("td", { class: number ? "number" : null }, content);
const table = (heads, rows) => element("div", { class: "wide" }, element("table", {},
  element("thead", {}, element("tr", {}, ...heads.map((head, at) => element("th", { scope: "col", class: rows[0]?.children[at]?.className || null }, head)))), element("tbody", {}, ...rows)));
const go = (exercise, n, round = 1) => { closePanel(); open(exercise, n, round); };
const here = () => ({ exercise: now.view?.exercise ?? now.exercise, n: now.view?.n ?? 1, round: now.view?.round ?? 1, marker: now.marker });

const question = async () => [element("div", { class: "prose", html: scheme().question }),
  element("details", {}, element("summary", {}, "The marking scheme as the master has it"), element("div", { class: "prose", html: scheme().model }))];

const notebook = async () => {
  const { pieces } = await post("context", here());
  if (!pieces.length) return [element("p", {}, "The question refers to nothing in the notebook.")];
  return pieces.flatMap((piece) => [
    piece.html ? element("div", { class: "prose", html: piece.html }) : null,
    piece.code ? element("pre", { class: "printed" }, piece.code) : null,
    piece.printed ? element("pre", { class: "printed" }, piece.printed) : null,
    ...piece.figures.map((source, at) => element("img", { src: source, alt: `Figure ${at + 1} of the student` })),
  ].filter(Boolean));
};

// What is other than in the first answer of the group, so that nobody has to compare by eye.
const differs = (pairs) => element("p", { class: "differs" }, "Differs from the first: ", ...pairs.flatMap(([first, here], at) => [
  at ? "; " : "", first ? element("del", {}, first) : null, first && here ? " → " : "", here ? element("ins", {}, here) : null].filter(Boolean)));

const groupView = (group, at) => {
  const out = new Set();
  const kind = { empty: "empty", equal: "equal", near: "nearly equal" }[group.kind];
  const start = element("button", { onclick: () => { closePanel(); startGroup(group.members.filter((n) => !out.has(n))); } });
  const label = () => {
    const left = group.members.length - out.size;
    start.textContent = left ? `Mark ${left} at once` : "None waits";
    start.disabled = !left;
  };
  label();
  const takeOut = (one, box) => element("button", { "aria-pressed": "false", "aria-label": `Take out answer ${one.n}`, onclick: (event) => {
    if (out.has(one.n)) out.delete(one.n); else out.add(one.n);
    box.classList.toggle("out", out.has(one.n));
    event.currentTarget.setAttribute("aria-pressed", String(out.has(one.n)));
    label();
  } }, "Take out");
  const members = group.inside.map((one, place) => {
    const text = place === 0 || !one.same;
    const box = element("div", { class: text ? "member" : "member short" });
    box.append(...[
      text ? element("div", { class: "prose", html: one.html || "<p>Nothing was written.</p>" }) : null,
      one.differs.length ? differs(one.differs) : null,
      element("p", {}, `Answer ${one.n}${place && one.same ? ", the same text" : ""}${one.waits ? "" : ", has points"} `),
      one.waits ? takeOut(one, box) : null, element("button", { "aria-label": `Open answer ${one.n}`, onclick: () => go(now.exercise, one.n) }, "Open"),
    ].filter(Boolean));
    return box;
  });
  return element("details", { open: at === 0 && group.members.length > 0 }, element("summary", {}, `${group.size} ${kind}, ${group.members.length} waiting`), start,
    ...members, group.size > members.length ? element("p", { class: "soft" }, `${group.size - members.length} more are not shown.`) : null);
};

const groups = async () => {
  const found = (await post("groups", { exercise: now.exercise })).groups;
  if (!found.length) return [element("p", {}, "No two answers to this question are equal or nearly equal.")];
  return [element("p", { class: "soft" }, "Like answers may be read together. None has points before you give them."), ...found.map(groupView)];
};

const drift = (means, worth) => {
  if (means.length < 2) return "–";
  const NS = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(NS, "svg");
  picture.setAttribute("class", "drift");
  picture.setAttribute("viewBox", "0 0 100 24");
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", `Mean points from the first tenth to the last: ${means.map(amount).join(", ")}`);
  const line = document.createElementNS(NS, "polyline");
  line.setAttribute("points", means.map((mean, at) => `${(100 * at) / (means.length - 1)},${22 - (20 * mean) / (worth || 1)}`).join(" "));
  picture.append(line);
  return picture;
};

const overview = async () => {
  const all = await post("overview", { marker: now.marker });
  const rows = all.questions.map((one) => element("tr", {},
    cell(element("button", { onclick: () => { closePanel(); now.exercise = one.exercise; $("question").value = one.exercise; $("question").dispatchEvent(new Event("change")); } }, one.exercise)),
    cell(`${one.total - one.waiting} of ${one.total}`, true), cell(String(one.mine), true), cell(String(one.flagged), true),
    cell(one.left_seconds ? duration(one.left_seconds) : "–", true),
    cell(`${one.second.done} of ${one.second.total}`, true),
    cell(element("span", {}, drift(one.drift, one.worth), one.drift.length > 1 ? ` ${amount(one.drift[0])} → ${amount(one.drift.at(-1))}` : ""))));
  const people = all.questions.flatMap((one) => one.paces.map((pace) => element("tr", {}, cell(one.exercise), cell(pace.marker), cell(String(pace.marks), true), cell(pace.seconds ? `${amount(pace.seconds)} s` : "–", true))));
  const agreement = await post("agreement", { exercise: now.exercise });
  return [
    table(["Question", "Marked", "For you", "Flagged", "Left at your pace", "Second reading", "Mean points, first to last tenth"], rows),
    element("h3", {}, "Who marked how many"), people.length ? table(["Question", "Marker", "Marks", "Median time"], people) : element("p", {}, "Nobody yet."),
    element("h3", {}, `Two markers on ${now.exercise}: ${agreement.count} answers`),
    ...(agreement.items.length ? [
      table(["Item", "Agree", "Kappa"], agreement.items.map((one) => element("tr", {}, element("td", { html: one.html }), cell(`${Math.round(100 * one.share)} % of ${one.count}`, true), cell(one.kappa === null ? "always the same" : one.kappa.toFixed(2), true)))),
      element("p", {}, agreement.differing.length ? "They differ on:" : "They differ on none."),
      element("div", { class: "list" }, ...agreement.differing.map((one) => element("button", { onclick: () => go(now.exercise, one.n) },
        `Answer ${one.n}: ${one.who[0]} ${amount(one.points[0])}, ${one.who[1]} ${amount(one.points[1])}`))),
    ] : [element("p", {}, "A tenth of the answers is read by a second marker: choose “second reading” above.")]),
  ];
};

const search = async () => {
  const list = element("div", { class: "list", "aria-live": "polite" });
  const look = async () => {
    const found = await post("search", { exercise: now.exercise, words: input.value });
    fill(list, element("p", { class: "soft" }, `${found.count} found`), ...found.found.map((one) => element("button", { onclick: () => go(now.exercise, one.n) }, `Answer ${one.n}${one.name ? `, ${one.name}` : ""}: …${one.around}…`)));
  };
  const input = element("input", { type: "text", "aria-label": "Words in the answer", onkeydown: (event) => { if (event.key === "Enter") { event.preventDefault(); look(); } } });
  const byNumber = element("input", { type: "number", min: 1, "aria-label": "Number of an answer", onkeydown: (event) => { if (event.key === "Enter") { event.preventDefault(); go(now.exercise, Number(byNumber.value)); } } });
  return [element("p", {}, "Words ", input, " or answer number ", byNumber, " and Enter."), list];
};

const history = async () => {
  const { lines } = await post("history", here());
  const words = { draft: "pressed", mark: "gave", group: "gave, with its group", undo: "undid", redo: "did again", rubric: "changed the rubric", formgrader: "in the formgrader" };
  return [lines.length ? table(["When", "Who", "What", "Points", "Rubric"], lines.map((line) => element("tr", {},
    cell(clock(line.at)), cell(line.marker), cell(`${words[line.kind] ?? line.kind}${line.state.final ? "" : " (not given)"}${line.state.flag ? ", flagged" : ""}`),
    cell(amount(line.points + line.extra), true), cell(`version ${line.version}`)))) : element("p", {}, "Nobody has touched this answer.")];
};

const KEYS = [["1 … 9", "earn an item, or not"], ["0", "zero points: nothing is earned"], ["f", "full points"], ["Enter", "give the mark, and go to the next answer that waits"],
  ["n →", "next, without a mark"], ["p ←", "previous"], ["m", "flag for a second look"], ["c", "comment; ↓ takes one used before, Esc leaves"], ["a  =", "adjust the points, or type them"],
  ["Backspace", "take the mark back"], ["u  r", "undo, any number of steps; do again"], ["q", "the question and the scheme"], ["w", "what the question refers to, in the student's notebook"],
  ["g", "groups of like answers"], ["e", "change the rubric"], ["l", "the history of this answer"], ["/", "search"], ["o", "overview: what is left, pace, drift, agreement"],
  ["v", "the text as it was typed"], ["t", "another question"], ["h", "help others: also what is shared out to them"]];
const help = async () => [table(["Key", "Does"], KEYS.map(([key, what]) => element("tr", {}, cell(element("kbd", {}, key)), cell(what))))];

const who = async () => {
  const input = element("input", { value: now.marker, maxlength: 60, "aria-label": "Your name", autocomplete: "name" });
  const take = () => {
    now.marker = input.value.trim().replace(/\s+/g, " ");
    if (!now.marker) return say("Type a name: it stands beside every mark you give.");
    closePanel();
    return begin();
  };
  input.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); take(); } });
  return [element("p", {}, "Who marks? The name stands beside every mark you give."), element("p", {}, input, " ", element("button", { onclick: take }, "Begin"))];
};

export const panels = {
  q: ["The question", question], w: ["What it refers to", notebook], g: ["Like answers", groups], o: ["Overview", overview],
  "/": ["Search", search], l: ["History of this answer", history], e: ["The rubric", editor], "?": ["Keys", help], who: ["Who marks", who],
};

export const showPanel = async (name) => {
  const [title, make] = panels[name];
  $("panel-title").textContent = title;
  fill($("panel-body"), element("p", { class: "soft" }, "…"));
  if (!$("panel").open) $("panel").showModal();
  try {
    if (now.exercise) await load(now.exercise);
    fill($("panel-body"), ...await make());
  } catch (error) {
    fill($("panel-body"), element("p", { class: "note bad" }, error.message));
  }
  ($("panel-body").querySelector("input:not([type=checkbox]), button, summary") ?? $("panel-close")).focus();
};

$("panel").addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.target.matches("textarea, select, input[type=number]")) return;
  const all = [...$("panel").querySelectorAll("button, summary, input")].filter((one) => one.offsetParent && !one.disabled);
  all[all.indexOf(document.activeElement) + step]?.focus();
  event.preventDefault();
});
$("panel").addEventListener("close", () => $("answer").focus({ preventScroll: true }));

export { signed };
