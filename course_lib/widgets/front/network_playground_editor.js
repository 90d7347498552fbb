// A list of all weights of the playground, a field for the chosen one, and a switch for its unit.

class WeightEditor {
  constructor(plot) {
    const id = `${plot.key}-weight`;
    this.plot = plot;
    this.list = make("select", { id, onchange: () => this.pick(this.list.value) });
    const name = "value of the chosen weight or bias";
    this.field = make("input", { type: "text", inputmode: "decimal", "aria-label": name, onchange: () => this.edit() });
    this.switch = make("button", { type: "button", "aria-pressed": "false", onclick: () => this.toggle(this.unit) });
    const control = make("div", { class: "control" }, make("label", { for: id }, "Weight or bias"), this.list, this.field);
    this.box = make("div", { class: "controls" }, control, this.switch);
  }

  offer() {
    const offered = weightsOf(this.plot);
    if (!offered.some(([key]) => key === this.chosen)) this.pick(offered[0][0]);
    this.list.replaceChildren(...offered.map(([value, name]) => make("option", { value }, name)));
  }

  pick(key) {
    const [l, , j] = key.split(":").map(Number);
    this.chosen = key;
    this.unit = l + 1 < this.plot.memory.net.sizes.length - 1 ? [l + 1, j] : null;
    if (this.unit) this.plot.memory.chosen = this.unit;
    this.plot.schedule();
  }

  edit() {
    const { plot } = this;
    const value = typed(this.field.value);
    if (value === null || !(Math.abs(value) <= 1000)) return plot.complain(`A weight must be a number from −1000 to 1000, got “${this.field.value}”.`);
    const [values, at] = entry(plot.memory.net, this.chosen);
    values[at] = value;
    plot.memory.edited = true;
    plot.trouble.hidden = true;
    plot.schedule();
  }

  toggle([l, j]) {
    const off = new Set(this.plot.memory.off);
    if (!off.delete(keyOf(l, j))) off.add(keyOf(l, j));
    this.plot.change({ off: [...off].join(",") });
  }

  tell() {
    const { net, off } = this.plot.memory;
    this.list.value = this.chosen;
    if (document.activeElement !== this.field) this.field.value = say(weightAt(net, this.chosen), 4);
    this.switch.hidden = !this.unit;
    const name = this.unit && keyOf(...this.unit);
    this.switch.setAttribute("aria-pressed", off.has(name));
    this.switch.textContent = name ? `Switch unit ${name} ${off.has(name) ? "on" : "off"}` : "";
  }
}
