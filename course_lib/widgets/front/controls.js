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

  words() {
    return `${this.spec.label} ${this.spoken()}`;
  }

  show() {}
}

class Slider extends Control {
  build() {
    const [min, max, step] = this.range;
    this.output = make("output", { for: this.id, "aria-hidden": "true" });
    this.labelled(make("input", { id: this.id, type: "range", min, max, step,
      oninput: (event) => this.changed(this.from(Number(event.target.value))) }), this.output);
  }

  // Where the element stands for a value, and the value for where it stands.
  get range() {
    return [this.spec.low, this.spec.high, this.spec.step];
  }

  get place() {
    return this.value;
  }

  from(place) {
    return place;
  }

  settle(value) {
    return Number.isNaN(Number(value)) ? this.value ?? this.spec.value : this.nearest(Number(value));
  }

  nearest(value) {
    const { low, high, step } = this.spec;
    const rounded = low + Math.round((clip(value, low, high) - low) / step) * step;
    return clip(Number(rounded.toFixed(9)), low, high);
  }

  moved(steps) {
    return this.value + steps * this.spec.step;
  }

  spoken() {
    const { unit = "", digits } = this.spec; // 2 epochs, 1 epoch
    return say(this.value, digits) + (this.value === 1 ? unit.replace(/^( [a-z]{3,})s$/, "$1") : unit);
  }

  show() {
    this.input.value = this.place;
    this.output.textContent = this.spoken();
    this.input.setAttribute("aria-valuetext", this.spoken());
  }
}

// A slider over given values, such as learning rates: what is read out is the value, not its place.
class Stops extends Slider {
  get range() {
    const { stops } = this.spec;
    Object.assign(this.spec, { low: stops[0], high: stops.at(-1) });
    return [0, stops.length - 1, 1];
  }

  get place() {
    return this.spec.stops.indexOf(this.value);
  }

  from(place) {
    return this.spec.stops[place];
  }

  // By ratio, or by distance where there are stops of 0 or less.
  nearest(value) {
    const far = this.spec.low > 0 && value > 0 ? (stop) => Math.abs(Math.log(stop / value)) : (stop) => Math.abs(stop - value);
    return this.spec.stops[lowestAt(this.spec.stops.map(far))];
  }

  moved(steps) {
    return this.from(clip(this.place + steps, 0, this.spec.stops.length - 1));
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

// A number as somebody types it, with a comma or a long minus; null if there is nothing.
function typed(text) {
  const plain = String(text ?? "").trim().replace("−", "-").replace(",", ".");
  return plain === "" ? null : Number(plain);
}

// A number that is typed; an empty field is null: no answer yet.
class Entry extends Control {
  build() {
    this.labelled(make("input", { id: this.id, type: "text", inputmode: "decimal", autocomplete: "off",
      onchange: (event) => this.changed(event.target.value) }));
  }

  settle(value) {
    const number = typed(value);
    this.plot.shown = ""; // what was typed may be no number: show what counts
    const wrong = number !== null && !Number.isFinite(number);
    this.input.setAttribute("aria-invalid", wrong);
    if (wrong) this.plot.complain(`${this.spec.label} must be a number, got “${value}”.`);
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
}

// A button does something and holds no value.
class Button extends Control {
  build() {
    this.input = this.box = make("button", { type: "button", onclick: () => this.plot.act(this.spec.id) }, this.spec.label);
  }

  // In place of a word that changes, such as Run and Pause.
  says(label) {
    if (this.input.textContent !== label) this.input.textContent = label;
  }
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
