// The rubric beside the answer: what is earned, the points that it makes, and the comment.

import { $, amount, element, fill, signed } from "./dom.js";

const group = (scheme, name) => scheme.items.find((item) => item.id === name).group;

// Pressed again, an item that took the place of others gives it back: ``gave`` has what they were.
export const toggled = (scheme, earned, name, gave = {}) => {
  const item = scheme.items.find((one) => one.id === name);
  if (earned.includes(name)) {
    const left = earned.filter((one) => one !== name);
    const back = (gave[name] ?? []).filter((one) => !left.includes(one) && !left.some((now) => group(scheme, now) === group(scheme, one)));
    delete gave[name];
    return [...left, ...back];
  }
  const kept = earned.filter((one) => {
    const other = scheme.items.find((known) => known.id === one);
    return other.group !== item.group || !(item.instead || other.instead);
  });
  gave[name] = earned.filter((one) => !kept.includes(one));
  return [...kept, name];
};

// The same sum as the server's, to be shown before it answers.
export const points = (scheme, mark) => {
  if (mark.by_hand !== null) return mark.by_hand + (mark.extra || 0);
  const sum = mark.earned.reduce((all, name) => all + (scheme.items.find((item) => item.id === name)?.points ?? 0), 0);
  return Math.max(0, Math.min(Math.max(sum, 0), scheme.worth) + mark.adjustment);
};

const itemButton = (scheme, mark, item, number, press) => {
  const said = mark.comments[item.id];
  return element("button", {
    class: item.instead ? "item instead" : "item", "data-item": item.id,
    "aria-pressed": String(mark.earned.includes(item.id)), onclick: () => press(item.id),
  },
  number <= 9 ? element("kbd", {}, String(number)) : element("span"),
  element("span", { class: "words", html: item.html }),
  element("span", { class: "worth" }, signed(item.points)),
  said ? element("span", { class: "said" }, said) : null);
};

export const showItems = (scheme, mark, press) => {
  const parts = scheme.groups.map((one, at) => {
    const items = scheme.items.filter((item) => item.group === at);
    const several = items.some((item) => item.instead);
    const head = [one.label, `${amount(one.points)} ${one.points === 1 ? "point" : "points"}`, several ? "indented: counts instead of the others" : ""];
    return element("div", { class: "group", role: "group", "aria-label": head.filter(Boolean).join(", ") },
      element("p", {}, head.filter(Boolean).join(" · ")),
      ...items.map((item) => itemButton(scheme, mark, item, scheme.items.indexOf(item) + 1, press)),
      one.remark ? element("p", { html: one.remark }) : null);
  });
  if (!scheme.items.length) parts.push(element("p", {}, "This question has no marking scheme with points. Type the points, or write a rubric (e)."));
  const focused = document.activeElement?.dataset?.item;
  fill($("items"), ...parts);
  $("items").classList.toggle("many", scheme.items.length > 5);
  if (focused) document.querySelector(`[data-item="${CSS.escape(focused)}"]`)?.focus();
};

export const showSum = (scheme, mark, view) => {
  const given = points(scheme, mark);
  const nothing = !mark.final && !mark.earned.length && mark.by_hand === null && !mark.adjustment && !mark.zero;
  $("points").value = nothing ? `– of ${amount(scheme.worth)}` : `${amount(given)} of ${amount(scheme.worth)}`;
  const who = view.marked;
  const by = who ? `${who.marker}, ${new Date(who.at * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}` : "";
  const hand = mark.by_hand !== null && mark.final ? " (points typed by hand)" : "";
  const auto = view.automatic !== null ? `by the grader: ${amount(view.automatic)}` : "not given yet";
  $("state").textContent = mark.final ? `given by ${by}${hand}` : auto;
  $("adjustment").value = mark.adjustment || "";
  $("by-hand").value = mark.by_hand ?? "";
  $("flag").setAttribute("aria-pressed", String(mark.flag));
};

export const showComment = (scheme, mark, on) => {
  const places = [element("option", { value: "" }, "the whole answer"),
    ...scheme.items.map((item, at) => element("option", { value: item.id }, `item ${at + 1}`))];
  fill($("comment-on"), ...places);
  $("comment-on").value = on;
  $("comment").value = on ? mark.comments[on] ?? "" : mark.comment;
};

// Comments used before for this item, which begin with the letters typed.
export const showOffered = (known, on, typed, take) => {
  const begin = typed.trim().toLowerCase();
  const fitting = known.filter((one) => one.item === on && one.text !== typed && one.text.toLowerCase().startsWith(begin));
  fill($("offered"), ...fitting.slice(0, 5).map((one) => element("li", {}, element("button", { onclick: () => take(one.text) }, one.text))));
};

export { group };
