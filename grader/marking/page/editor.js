// The rubric as a table that can be changed: what it would do is shown before it is done.

import { newStep, post } from "./api.js";
import { amount, element, fill, say } from "./dom.js";
import { load, now, open, scheme } from "./main.js";
import { closePanel } from "./panels.js";

const row = (rows, item, redraw) => {
  const words = element("textarea", { rows: 2, "aria-label": "Words", oninput: () => { item.words = words.value; } });
  words.value = item.words;
  const points = element("input", { type: "number", step: "0.25", value: item.points, "aria-label": "Points", oninput: () => { item.points = points.value === "" ? null : Number(points.value); } });
  const alone = element("input", { type: "checkbox", "aria-label": "Instead of the others of its bullet", onchange: () => { item.instead = alone.checked; } });
  alone.checked = item.instead;
  const group = element("select", { "aria-label": "Bullet", onchange: () => { item.group = Number(group.value); } },
    ...[...scheme().groups.keys(), scheme().groups.length].map((at) => element("option", { value: at }, scheme().groups[at]?.label || (at < scheme().groups.length ? `${at + 1}.` : "new"))));
  group.value = item.group;
  const split = () => {
    const half = { group: item.group, instead: item.instead, origin: item.id, id: "" };
    rows.splice(rows.indexOf(item), 1, { ...half, words: item.words, points: item.points / 2 }, { ...half, words: "", points: item.points / 2 });
    redraw();
  };
  return element("div", { class: "edit" }, group, words, points, element("label", {}, alone, " instead"),
    element("button", { onclick: split, disabled: !item.id }, "Split"), element("button", { onclick: () => { rows.splice(rows.indexOf(item), 1); redraw(); } }, "Delete"));
};

const effects = (found) => {
  const lines = found.rows.slice(0, 300).map((one) => element("tr", {}, element("td", {}, `Answer ${one.n}`),
    element("td", { class: "number" }, amount(one.before)), element("td", { class: "number" }, amount(one.after))));
  const kept = found.kept ? ` ${found.kept} typed by hand stay.` : "";
  return [
    ...found.problems.map((text) => element("p", { class: "note bad" }, text)),
    element("p", {}, `${found.rows.length} of ${found.marks} marks change their points.${kept}`),
    found.rows.length ? element("div", { class: "wide" }, element("table", {}, element("thead", {}, element("tr", {}, element("th", { scope: "col" }, "Answer"), element("th", { class: "number", scope: "col" }, "Old"), element("th", { class: "number", scope: "col" }, "New"))), element("tbody", {}, ...lines))) : null,
  ];
};

export const editor = async () => {
  await load(now.exercise, true);
  const rows = scheme().items.map(({ id, group, words, points, instead, origin }) => ({ id, group, words, points, instead, origin }));
  const down = element("input", { type: "checkbox" });
  down.checked = scheme().down;
  const list = element("div", { class: "editor" });
  const shown = element("div", { "aria-live": "polite" });
  const redraw = () => fill(list, ...rows.map((item) => row(rows, item, redraw)));
  const wanted = (master) => (master ? { exercise: now.exercise, master: true } : { exercise: now.exercise, items: rows, down: down.checked });
  const look = async (master = false) => {
    try {
      const found = await post("preview", wanted(master));
      fill(shown, ...effects(found), element("button", { class: "main", onclick: () => change(master) }, "Change the rubric and these marks"));
      shown.querySelector("button").focus();
    } catch (error) { fill(shown, element("p", { class: "note bad" }, error.message)); }
  };
  const change = async (master) => {
    try {
      now.schemes[now.exercise] = await post("change", { ...wanted(master), marker: now.marker, step: newStep(), version: scheme().version });
      closePanel();
      say("The rubric is changed. Undo with u.", true);
      if (now.view) await open(now.view.exercise, now.view.n, now.view.round, { keepTrail: true });
    } catch (error) { fill(shown, element("p", { class: "note bad" }, error.message)); }
  };
  redraw();
  return [
    element("p", { class: "soft" }, `Worth ${amount(scheme().worth)} points. Every mark made from items follows; points typed by hand stay.`),
    list,
    element("p", { class: "row" },
      element("button", { onclick: () => { rows.push({ id: "", group: Math.max(0, scheme().groups.length - 1), words: "", points: 0, instead: false, origin: "" }); redraw(); } }, "Add an item"),
      element("label", {}, down, " begin with all earned, and take away"),
      element("button", { onclick: () => look() }, "Show what changes"),
      scheme().newer ? element("button", { onclick: () => look(true) }, "Take the master's scheme, which is another") : null),
    shown,
  ];
};
