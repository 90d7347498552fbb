// Controls: native elements with a name, a value in words and a unit. Each holds one entry of
// the plot's state; `settle` brings any value, also one that was dragged, to an allowed one.

class Control {
  constructor(plot, spec) {
    Object.assign(this, { plot, spec, id: `${plot.key}-${spec.id}` });
    this.build();
    if (spec.hint) this.input.title = spec.hint;
  }

  get value() {
    return this.plot.state[this.spec.id];
  }

  labelled(input, ...more) {
    this.input = input;
    this.box = make("div", { class: `control ${this.spec.kind}` },
      make("label", { for: this.id }, this.spec.label), input, ...more);
  }

  changed(value) {
    this.plot.change({ [this.spec.id]: value });
  }

  settle(value) {
    return value;
  }

  words() {
    return `${this.spec.label} ${this.spoken()}`;
  }

  spoken() {
    return String(this.value);
  }
}

class Slider extends Control {
  build() {
    const { low, high, step } = this.spec;
    this.output = make("output", { for: this.id, "aria-hidden": "true" });
    this.labelled(make("input", { id: this.id, type: "range", min: low, max: high, step,
      oninput: (event) => this.changed(Number(event.target.value)) }), this.output);
  }

  settle(value) {
    const { low, high, step } = this.spec;
    if (Number.isNaN(Number(value))) return this.value ?? this.spec.value;
    const nearest = low + Math.round((clip(Number(value), low, high) - low) / step) * step;
    return clip(Number(nearest.toFixed(9)), low, high);
  }

  moved(steps) {
    return this.value + steps * this.spec.step;
  }

  get unit() { // 2 epochs, 1 epoch
    const { unit = "" } = this.spec;
    return this.value === 1 ? unit.replace(/^( [a-z]{3,})s$/, "$1") : unit;
  }

  spoken() {
    return `${say(this.value, this.spec.digits ?? 2)}${this.unit}`;
  }

  show() {
    this.input.value = this.value;
    this.output.textContent = this.spoken();
    this.input.setAttribute("aria-valuetext", this.spoken());
  }
}

// A slider over given values, such as learning rates: what is read out is the value, not its place.
class Stops extends Slider {
  build() {
    this.spec.low = this.spec.stops[0];
    this.spec.high = this.spec.stops.at(-1);
    this.output = make("output", { for: this.id, "aria-hidden": "true" });
    const top = this.spec.stops.length - 1;
    this.labelled(make("input", { id: this.id, type: "range", min: 0, max: top, step: 1,
      oninput: (event) => this.changed(this.spec.stops[event.target.value]) }), this.output);
  }

  get place() {
    return this.spec.stops.indexOf(this.value);
  }

  // The stop that is nearest by ratio, or by distance where there are stops of 0 or less.
  settle(value) {
    if (Number.isNaN(Number(value))) return this.value ?? this.spec.value;
    const far = this.spec.low > 0 && value > 0
      ? (stop) => Math.abs(Math.log(stop / value)) : (stop) => Math.abs(stop - value);
    return this.spec.stops.reduce((best, stop) => (far(stop) < far(best) ? stop : best));
  }

  moved(steps) {
    return this.spec.stops[clip(this.place + steps, 0, this.spec.stops.length - 1)];
  }

  spoken() {
    return `${say(this.value, this.spec.digits ?? 4)}${this.unit}`;
  }

  show() {
    this.input.value = this.place;
    this.output.textContent = this.spoken();
    this.input.setAttribute("aria-valuetext", this.spoken());
  }
}

class Choice extends Control {
  build() {
    const options = this.spec.options.map(([value, label]) => make("option", { value }, label));
    this.labelled(make("select", { id: this.id, onchange: (event) => this.changed(event.target.value) }, ...options));
  }

  settle(value) {
    const found = this.spec.options.find(([option]) => String(option) === String(value));
    return found ? found[0] : this.spec.options[0][0];
  }

  spoken() {
    return this.spec.options.find(([option]) => option === this.value)?.[1] ?? "";
  }

  show() {
    this.input.value = String(this.value);
  }
}

class Tick extends Control {
  build() {
    this.input = make("input", { id: this.id, type: "checkbox", onchange: (event) => this.changed(event.target.checked) });
    this.box = make("div", { class: "control tick" }, this.input, make("label", { for: this.id }, this.spec.label));
  }

  settle(value) {
    return value === true || value === "true" || value === "True";
  }

  show() {
    this.input.checked = this.value;
  }
}

// A number that is typed; an empty field is null: no answer yet.
class Entry extends Control {
  build() {
    this.labelled(make("input", { id: this.id, type: "text", inputmode: "decimal", autocomplete: "off",
      onchange: (event) => this.changed(event.target.value) }));
  }

  settle(value) {
    const text = String(value ?? "").trim().replace("−", "-").replace(",", ".");
    const number = text === "" ? null : Number(text);
    this.plot.shown = ""; // what was typed may be no number: show what counts
    const wrong = number !== null && !Number.isFinite(number);
    this.input.setAttribute("aria-invalid", wrong);
    if (wrong) this.plot.complain(`${this.spec.label} must be a number, got “${text}”.`);
    return wrong ? this.value ?? null : number;
  }

  show() {
    if (document.activeElement !== this.input) this.input.value = this.value ?? "";
  }
}

// A value without an element, such as the seed that "New weights" counts up.
class Hidden extends Control {
  build() {
    this.input = this.box = make("span", { hidden: true });
  }

  settle(value) {
    return typeof this.spec.value === "number" ? Number(value) || 0 : String(value ?? "");
  }

  show() {}
}

// A button does something and holds no value.
class Button extends Control {
  build() {
    this.input = make("button", { type: "button", onclick: () => this.plot.act(this.spec.id) }, this.spec.label);
    this.box = this.input;
  }

  show() {}
}

const CONTROLS = { slider: Slider, stops: Stops, choice: Choice, tick: Tick, entry: Entry, hidden: Hidden, button: Button };

// The rows of controls: the first ones in sight, the others folded.
function controlRows(plot, specs) {
  const open = make("div", { class: "controls" });
  const folded = make("div", { class: "controls" });
  for (const spec of specs) {
    const control = new CONTROLS[spec.kind](plot, spec);
    plot.controls[spec.id] = control;
    (spec.folded ? folded : open).append(control.box);
  }
  if (!folded.childElementCount) return [open];
  return [open, make("details", { class: "folded" }, make("summary", {}, "More settings"), folded)];
}

// Predict, try, see: one step at a time. A question has options; a step may set controls.
class Steps {
  constructor(plot, steps) {
    Object.assign(this, { plot, steps, at: 0 });
    this.box = make("section", { class: "steps", "aria-label": "Guided steps" });
    this.waiting = plot.spec.predict && steps.some((step) => step.options);
    if (steps.length) this.show();
  }

  show(said = null) {
    const step = this.steps[this.at];
    const parts = [make("p", {}, make("b", {}, this.steps.length > 4 ? "" : `${this.at + 1} of ${this.steps.length}. ${step.title} `), step.text)];
    const asked = step.options && said === null ? [...step.options, "just show it"] : [];
    const answers = asked.map((option) => [option, () => this.choose(option)]);
    if (step.options && !asked.length) {
      const guess = step.options.includes(said) ? `You said: ${said}. ` : "";
      parts.push(make("p", { role: "status", tabindex: -1 }, guess, step.see));
    } else if (step.see && !step.options) {
      parts.push(make("details", {}, make("summary", {}, "What is there to see?"), make("p", {}, step.see)));
    }
    const moves = [
      ...answers,
      step.set && !step.options && ["Set it for me", () => this.set(step.set)],
      this.at > 0 && ["Back", () => this.go(-1)],
      this.at < this.steps.length - 1 && (said !== null || !step.options || !this.waiting) && ["Next", () => this.go(1)],
    ].filter(Boolean);
    const buttons = moves.map(([label, onclick]) => make("button", { type: "button", onclick }, label));
    this.box.replaceChildren(this.list(), ...parts, make("div", { class: "answers" }, ...buttons));
  }

  // Many steps are questions in any order: a list to choose from.
  list() {
    if (this.steps.length <= 4) return "";
    const id = `${this.plot.key}-steps`;
    const options = this.steps.map((step, i) => make("option", { value: i, selected: i === this.at }, step.title));
    const onchange = (event) => {
      this.at = Number(event.target.value);
      this.show();
      this.box.querySelector("select").focus({ preventScroll: true });
    };
    return make("div", { class: "control" }, make("label", { for: id }, "Question"), make("select", { id, onchange }, ...options));
  }

  choose(option) {
    this.waiting = false;
    const { set: wanted } = this.steps[this.at];
    this.show(option);
    this.box.querySelector("[role=status]")?.focus({ preventScroll: true });
    this.set(wanted ?? {});
  }

  set(wanted) {
    this.plot.change(wanted);
    if (this.steps[this.at].act) this.plot.act(this.steps[this.at].act);
  }

  go(way) {
    this.at += way;
    this.show();
    this.box.querySelector("button")?.focus({ preventScroll: true });
  }
}

// A table with a name, heads of columns, and rows of texts and numbers.
function tabled(name, heads, rows) {
  const body = rows.map((row) => make("tr", {}, ...row.map((cell) => make("td", {}, typeof cell === "number" ? say(cell) : cell))));
  const head = make("tr", {}, ...heads.map((text) => make("th", { scope: "col" }, text)));
  return make("table", {}, make("caption", {}, name), make("thead", {}, head), make("tbody", {}, ...body));
}
// A value as its axis has it: by the name of a tick, or as the number itself where the axis has its logarithm.
const read = ({ ticks, log }, value) => ticks?.find((tick) => tick[0] === value)?.[1] ?? say(log ? 10 ** value : value);

// The numbers of a picture as a table; long columns are thinned to what can be read.
function tableOf(view, result, rows = 21) {
  const lines = view.marks.filter((mark) => (mark instanceof Line || mark instanceof Dots) && mark.spec.table !== false);
  const made = [];
  for (const mark of lines) {
    const [x, y] = [mark.value(result, "x"), mark.value(result, "y")];
    if (!y?.length) continue;
    const name = mark.spec.label ?? view.spec.title;
    const there = [...y.keys()].filter((i) => !Number.isNaN(y[i]));
    const picked = [...new Set(along(0, there.length - 1, Math.min(rows, there.length)).map(Math.round))].map((i) => there[i]);
    made.push(tabled(name, [view.spec.x.label || "x", view.spec.y.label || "y"], picked.map((i) => [read(view.spec.x, x[i]), read(view.spec.y, y[i])])));
  }
  return made;
}
