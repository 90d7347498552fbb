// What is shown, what is pressed, and what is sent. Each key is sent at once; Enter gives the mark.

import { newStep, onConnection, post } from "./api.js";
import { $, amount, clock, element, fill, say, typing } from "./dom.js";
import { showComment, showItems, showOffered, showSum, toggled } from "./rubric.js";
import { closePanel, isOpen, panels, showPanel } from "./panels.js";

export const now = {
  marker: localStorage.getItem("marker") ?? "", exercise: "", kind: "waiting", schemes: {}, view: null,
  mark: null, on: "", known: [], trail: [], at: -1, since: 0, raw: false, gave: {}, group: null, names: false,
};

const remembered = (scheme, view) => {
  const mark = structuredClone(view.state);
  const untouched = !mark.final && !view.marked && mark.by_hand === null;
  if (scheme.down && untouched) mark.earned = [...scheme.full];
  return mark;
};

export const scheme = () => now.schemes[now.exercise];

export const load = async (exercise, again = false) => {
  if (again || !now.schemes[exercise]) now.schemes[exercise] = await post("scheme", { exercise });
  return now.schemes[exercise];
};

// Showing.

const facts = (view) => {
  const said = [];
  if (view.name) said.push(view.name);
  if (view.holder) said.push(`${view.holder} has it open`);
  if (view.like.size > 1) said.push({ empty: "empty", equal: "equal to", near: "near to" }[view.like.group] === "empty"
    ? `one of ${view.like.size} empty ones` : `one of ${view.like.size} ${view.like.group === "equal" ? "equal" : "nearly equal"} answers (g)`);
  if (view.like.other && view.like.group !== "equal") said.push(`${Math.round(100 * view.like.other.share)} % like answer ${view.like.other.n}`);
  return said.join(" · ");
};

const notes = (view) => {
  const list = view.notes.map((text) => element("p", { class: "note" }, text));
  if (view.like.scheme) list.push(element("p", { class: "note bad" }, `${Math.round(100 * view.like.scheme)} % of it stands in the marking scheme in the same words`));
  if (view.earlier !== null) list.push(element("p", { class: "note bad" }, "The points were given to an earlier text, which stands below. Enter lets them hold."));
  return list;
};

const showText = () => {
  const { view, raw } = now;
  const empty = !view.raw.trim();
  const shown = view.paper ? element("div", {}, element("p", { class: "whose" }, `The paper of ${view.name}`), element("div", { html: scheme().question })) : empty ? element("p", { class: "empty" }, "Nothing was written.")
    : raw ? element("pre", { class: "raw", dir: "auto" }, view.raw) : element("div", { html: view.html });
  fill($("text"), shown);
};

const refresh = () => {
  showItems(scheme(), now.mark, press);
  showSum(scheme(), now.mark, now.view);
};

export const show = (view, { keepTrail = false } = {}) => {
  now.view = view;
  now.exercise = view.exercise;
  now.mark = remembered(scheme(), view);
  now.on = "";
  now.raw = false;
  now.gave = {};
  now.since = performance.now();
  if (!keepTrail) {
    now.trail.push({ exercise: view.exercise, n: view.n, round: view.round });
    now.at = now.trail.length - 1;
  }
  $("question").value = view.exercise;
  $("where").textContent = `Answer ${view.n} of ${view.total}${view.round === 2 ? ", second reading" : ""}`;
  $("facts").textContent = facts(view);
  fill($("notes"), ...notes(view));
  showText();
  $("beside").hidden = view.earlier === null;
  $("earlier").innerHTML = view.earlier ?? ""; // typeset by the server
  $("answer").scrollTop = $("rubric").scrollTop = 0;
  showComment(scheme(), now.mark, now.on);
  fill($("offered"));
  refresh();
  requestAnimationFrame(() => performance.mark("shown", { detail: view.n }));
};

const showLeft = (answer) => {
  $("progress").max = answer.total || 1;
  $("progress").value = answer.total - answer.left;
  const what = { waiting: "waiting", second: "for a second reading", flagged: "flagged", all: "in all" }[now.kind];
  $("left").textContent = `${answer.left} ${what}`;
};

const nothing = (text) => {
  now.view = null;
  $("where").textContent = text;
  $("facts").textContent = "";
  fill($("notes"));
  fill($("text"), element("p", { class: "empty" }, "Choose another question, or look at the overview (o)."));
  $("beside").hidden = true;
  fill($("items"));
  $("points").value = "";
  $("state").textContent = "";
};

const arrived = async (answer) => {
  showLeft(answer);
  if (answer.answer) {
    await load(answer.answer.exercise, answer.answer.version !== scheme()?.version);
    show(answer.answer);
  } else {
    nothing(now.kind === "waiting" ? "No answer waits here for you" : "There is none of these");
    if (now.kind === "waiting" && answer.left) say(`${answer.left} wait for others, or are open at others. Press h to help them.`, true);
  }
};

// Asking.

const who = () => ({ marker: now.marker });
const place = (view) => ({ exercise: view.exercise, n: view.n, round: view.round });

export const next = async (after = now.view?.n ?? 0, others = false) => {
  await load(now.exercise);
  await arrived(await post("next", { ...who(), exercise: now.exercise, kind: now.kind, after, others }));
};

export const open = async (exercise, n, round = 1, options = {}) => {
  await load(exercise);
  const view = await post("view", { ...who(), exercise, n, round });
  if (view.version !== now.schemes[exercise].version) await load(exercise, true);
  show(view, options);
};

const stateOf = (mark) => ({ earned: mark.earned, adjustment: mark.adjustment, by_hand: mark.by_hand, extra: mark.extra, comments: mark.comments,
  comment: mark.comment, flag: mark.flag, final: mark.final });

const seconds = () => {
  const passed = (performance.now() - now.since) / 1000;
  return Math.round(passed * 10) / 10;
};

const refused = async (error, view) => {
  say(error.message);
  if (error.status !== 409) return;
  const mine = now.mark;
  await load(view.exercise, true);
  await open(view.exercise, view.n, view.round, { keepTrail: true });
  const other = now.view.marked;
  if (error.rubric) {
    now.mark = { ...now.mark, earned: mine.earned.filter((name) => scheme().items.some((item) => item.id === name)), comment: mine.comment };
    refresh();
    say("The rubric was changed meanwhile. Look at the items again, then go on.");
  } else if (other) {
    say(`${other.marker} has marked this meanwhile (${clock(other.at)}), and that stands: ${amount(now.view.points)} points. Press keys to change it, n to go on.`);
  }
};

// Sends the state of the answer on the screen; of several keys that wait to be sent, the last.
const save = (more = {}) => {
  const { view } = now;
  const number = (view.saves ?? 0) + 1;
  view.saves = number;
  const body = { ...who(), ...place(view), step: newStep(), state: stateOf(now.mark), seconds: seconds(), ...more };
  return post("mark", () => (number < view.saves ? null : { ...body, seen: view.seq, version: now.schemes[view.exercise].version }))
    .then((answer) => {
      if (!answer) return undefined;
      if (more.next) return arrived(answer);
      Object.assign(view, { seq: answer.seq, marked: answer.marked });
      if (now.view === view && number === view.saves) showSum(scheme(), now.mark, view);
      return undefined;
    })
    .catch((error) => refused(error, view));
};

const changed = (mark) => {
  now.mark = mark;
  refresh();
  save();
};

const press = (name) => {
  const by_items = { ...now.mark, by_hand: null, extra: 0 };
  changed({ ...by_items, earned: toggled(scheme(), now.mark.by_hand === null ? now.mark.earned : [], name, now.gave), zero: false });
};

const give = async () => {
  if (now.group) return giveGroup();
  const { mark } = now;
  const none = !mark.earned.length && mark.by_hand === null && !mark.adjustment && !mark.zero && !mark.final;
  if (none) return say("Nothing is pressed. A zero is given with the key 0.");
  now.mark = { ...mark, final: true };
  return save({ next: true, kind: now.kind });
};

const giveGroup = async () => {
  const { members } = now.group;
  try {
    const done = await post("group", { ...who(), exercise: now.exercise, members, state: stateOf(now.mark), step: newStep(), version: scheme().version });
    say(`${done.marked} answers marked. Undo with u.`, true);
    endGroup();
    await next(0);
  } catch (error) { say(error.message); }
};

export const startGroup = async (members) => {
  await open(now.exercise, members[0]);
  now.group = { members };
  now.mark = { ...now.mark, earned: [], comments: {}, comment: "", by_hand: null, adjustment: 0 };
  $("facts").textContent = `Enter marks all ${members.length} answers of this group; Escape leaves it.`;
  refresh();
};

const endGroup = () => { now.group = null; };

const takeBack = async (redo) => {
  try {
    const done = await post("undo", { ...who(), redo, step: newStep() });
    if (!done.undone) return say(redo ? "Nothing was undone last." : "There is nothing of yours to undo.", true);
    const others = done.left ? ` ${done.left} changed since and stay.` : "";
    say(`${redo ? "Done again" : "Undone"}: ${done.undone}, ${done.answers} answer${done.answers === 1 ? "" : "s"}.${others}`, !done.left);
    if (done.exercise) await load(done.exercise, true);
    if (done.n) await open(done.exercise, done.n, done.round);
    else if (now.view) await open(now.view.exercise, now.view.n, now.view.round, { keepTrail: true });
  } catch (error) { say(error.message); }
  return undefined;
};

const previous = () => {
  if (now.at > 0) {
    now.at -= 1;
    const { exercise, n, round } = now.trail[now.at];
    return open(exercise, n, round, { keepTrail: true });
  }
  const n = (now.view?.n ?? 1) - 1;
  return n >= 1 ? open(now.exercise, n) : say("This is the first answer.", true);
};

const following = () => {
  if (now.at < now.trail.length - 1) {
    now.at += 1;
    const { exercise, n, round } = now.trail[now.at];
    return open(exercise, n, round, { keepTrail: true });
  }
  return next();
};

// Keys.

const pressed = (key) => {
  const number = "123456789".indexOf(key);
  if (number >= 0 && now.view) return number < scheme().items.length ? press(scheme().items[number].id) : undefined;
  const mark = now.mark;
  switch (key) {
    case "0": return now.view && changedZero();
    case "f": return now.view && changed({ ...mark, earned: [...scheme().full], by_hand: null, extra: 0, adjustment: 0, zero: false });
    case "Backspace": return now.view && changed({ ...mark, earned: [], by_hand: null, extra: 0, adjustment: 0, final: false, zero: false });
    case "m": return now.view && changed({ ...mark, flag: !mark.flag });
    case "Enter": return now.view && give();
    case "n": case "ArrowRight": return following();
    case "p": case "ArrowLeft": return previous();
    case "h": return next(0, true);
    case "u": return takeBack(false);
    case "r": return takeBack(true);
    case "c": return now.view && $("comment").focus();
    case "a": return now.view && $("adjustment").focus();
    case "=": return now.view && $("by-hand").focus();
    case "v": now.raw = !now.raw; return now.view && showText();
    case "t": return $("question").focus();
    case "Escape": if (now.group) { endGroup(); say("", true); return next(0); } return undefined;
    default: return panels[key] ? showPanel(key) : undefined;
  }
};

const changedZero = () => {
  changed({ ...now.mark, earned: [], by_hand: null, extra: 0, adjustment: 0, zero: true });
};

const KNOWN = new Set([..."0123456789fmnphurcavt=", "Enter", "Backspace", "ArrowLeft", "ArrowRight", "Escape"]);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isOpen()) return;
  if (typing(event.target)) {
    if (event.key === "Escape" || (event.key === "Enter" && event.target.matches("input"))) { event.target.blur(); $("answer").focus({ preventScroll: true }); event.preventDefault(); }
    return;
  }
  const onButton = event.target.matches("button, summary") && (event.key === "Enter" || event.key === " ");
  if (onButton && event.target.dataset.key !== "Enter" && !event.target.dataset.item) return;
  if (event.key === " " || (event.key === "Enter" && event.repeat)) return;
  if (KNOWN.has(event.key) || panels[event.key]) event.preventDefault(); // or a letter is typed where the focus goes
  pressed(event.key);
});

for (const button of document.querySelectorAll("button[data-key]")) button.addEventListener("click", () => { pressed(button.dataset.key); button.blur(); });

const numberOf = (input) => (input.value.trim() === "" ? null : Number(input.value));

$("adjustment").addEventListener("change", () => changed({ ...now.mark, adjustment: numberOf($("adjustment")) ?? 0 }));
$("by-hand").addEventListener("change", () => {
  const typed = numberOf($("by-hand"));
  const worth = scheme().worth;
  changed({ ...now.mark, by_hand: typed === null ? null : Math.min(typed, worth), extra: typed === null ? 0 : Math.max(0, typed - worth), zero: false });
});

const commented = (text) => {
  const { on, mark } = now;
  if (on) return { ...mark, comments: { ...mark.comments, [on]: text } };
  return { ...mark, comment: text };
};
const offered = () => showOffered(now.known, now.on, $("comment").value, (text) => { changed(commented(text)); showComment(scheme(), now.mark, now.on); fill($("offered")); });
$("comment-on").addEventListener("change", () => { now.on = $("comment-on").value; showComment(scheme(), now.mark, now.on); offered(); $("comment").focus(); });
$("comment").addEventListener("focus", async () => { now.known = (await post("comments", { exercise: now.exercise })).comments; offered(); });
$("comment").addEventListener("input", () => { now.mark = commented($("comment").value); offered(); });
$("comment").addEventListener("change", () => changed(commented($("comment").value)));
$("comment").addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" && $("offered").firstChild) { $("offered").querySelector("button").focus(); event.preventDefault(); }
});
$("offered").addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const all = [...$("offered").querySelectorAll("button")];
  (all[all.indexOf(event.target) + step] ?? $("comment")).focus();
  event.preventDefault();
  event.stopPropagation();
});

$("question").addEventListener("change", async () => { now.exercise = $("question").value; $("question").blur(); await load(now.exercise); noteOf(); await next(0); });
$("kind").addEventListener("change", async () => { now.kind = $("kind").value; $("kind").blur(); await next(0); });
$("panel-close").addEventListener("click", closePanel);
$("marker").addEventListener("click", () => showPanel("who"));

const noteOf = () => {
  $("note").hidden = !scheme().note;
  $("note").querySelector("div").innerHTML = scheme().note; // typeset by the server
};

onConnection((state) => {
  $("saved").classList.toggle("lost", state === "lost");
  $("saved").textContent = { saved: "saved", saving: "saving", lost: "no connection: trying again" }[state];
});

window.addEventListener("unhandledrejection", (event) => say(event.reason?.message ?? String(event.reason)));

export const begin = async () => {
  if (!now.marker) return showPanel("who");
  localStorage.setItem("marker", now.marker);
  $("marker").textContent = now.marker;
  const all = await post("overview", who());
  document.title = `Marking ${all.title}`;
  $("title").textContent = all.title;
  fill($("question"), ...all.questions.map((one) => element("option", { value: one.exercise }, one.exercise)));
  const first = all.questions.find((one) => one.mine) ?? all.questions.find((one) => one.waiting) ?? all.questions[0];
  now.exercise = now.exercise || first.exercise;
  $("question").value = now.exercise;
  await load(now.exercise);
  noteOf();
  await next(0);
  $("answer").focus({ preventScroll: true });
  return undefined;
};

begin();
