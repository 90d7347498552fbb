// Predict, try, see: one step at a time. A question has options; a step may set controls.

const MANY = 4; // more steps are questions in any order, in a list to choose from

class Steps {
  constructor(plot, steps) {
    Object.assign(this, { plot, steps, at: 0 });
    this.box = make("section", { class: "steps", "aria-label": "Guided steps" });
    this.waiting = plot.spec.predict && steps.some((step) => step.options);
    if (steps.length) this.show();
  }

  get step() {
    return this.steps[this.at];
  }

  // `said` is what was answered: an option, or that the reader wants to see.
  show(said = null) {
    const { steps, step, at } = this;
    const number = steps.length > MANY ? "" : `${at + 1} of ${steps.length}. ${step.title} `;
    const isOpen = step.options && said === null;
    const moves = [
      ...(isOpen ? [...step.options, "just show it"].map((option) => [option, () => this.choose(option)]) : []),
      step.set && !step.options && ["Set it for me", () => this.set()],
      at > 0 && ["Back", () => this.go(-1)],
      at < steps.length - 1 && !(isOpen && this.waiting) && ["Next", () => this.go(1)],
    ].filter(Boolean);
    const buttons = moves.map(([label, onclick]) => make("button", { type: "button", onclick }, label));
    this.box.replaceChildren(this.list(), make("p", {}, make("b", {}, number), step.text), ...this.seen(said),
      make("div", { class: "answers" }, ...buttons));
  }

  // What there is to see: after an answer, or folded where nothing was asked.
  seen(said) {
    const { options, see } = this.step;
    if (!options) return see ? [make("details", {}, make("summary", {}, "What is there to see?"), make("p", {}, see))] : [];
    if (said === null) return [];
    return [make("p", { role: "status", tabindex: -1 }, options.includes(said) ? `You said: ${said}. ` : "", see)];
  }

  list() {
    if (this.steps.length <= MANY) return "";
    const options = this.steps.map((step, i) => make("option", { value: i, selected: i === this.at }, step.title));
    const onchange = (event) => this.jump(Number(event.target.value), "select");
    const id = `${this.plot.key}-steps`;
    return make("div", { class: "control" }, make("label", { for: id }, "Question"), make("select", { id, onchange }, ...options));
  }

  choose(option) {
    this.waiting = false;
    this.show(option);
    this.box.querySelector("[role=status]")?.focus({ preventScroll: true });
    this.set();
  }

  set() {
    this.plot.change(this.step.set ?? {});
    if (this.step.act) this.plot.act(this.step.act);
  }

  go(way) {
    this.jump(this.at + way, "button");
  }

  jump(at, focused) {
    this.at = at;
    this.show();
    this.box.querySelector(focused)?.focus({ preventScroll: true });
  }
}
