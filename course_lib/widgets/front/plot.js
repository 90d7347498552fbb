// A plot on the page: its state, what follows from it, and what it says about itself.
//
// What is computed comes from the plot's own `compute(state, arrays, plot)` in its file, or, where
// a student's function has to be asked each time, from the kernel (`live`, see kernel.js).

const SETTLED = 700; // milliseconds without a change, until a screen reader is told

class Plot {
  constructor(host, spec) {
    Object.assign(this, { host, spec, controls: {}, memory: {}, kept: {}, result: null, playing: false });
    this.key = `plot-${Math.random().toString(36).slice(2, 10)}`; // unlike those of other modules
    this.front = plots[spec.front];
    this.arrays = Object.fromEntries(Object.entries(spec.arrays).map(([name, a]) => [name, stored(a)]));
    this.state = {};
    this.build();
    if (spec.live) this.kernel = new Kernel(this);
    this.change(spec.state);
    if (spec.first) this.kernel.answerFirst(spec.first);
    this.change(fromAddress(spec.name));
    new Surroundings(this);
    this.draw();
    if (spec.trouble) this.complain(spec.trouble);
  }

  build() {
    const { spec } = this;
    this.line = make("p", { class: "sentence" });
    this.spoken = make("p", { class: "unseen", role: "status", "aria-live": "polite" });
    this.trouble = make("p", { class: "trouble", role: "alert", hidden: true });
    this.notice = make("p", { class: "notice", role: "status", hidden: true });
    const rows = controlRows(this, spec.controls);
    this.views = spec.views.map((view) => new (VIEWS[view.kind] ?? Axes)(this, view));
    this.steps = new Steps(this, spec.steps);
    this.pictures = make("div", { class: "pictures" });
    for (const view of this.views) {
      const above = view.spec.below && this.pictures.lastChild;
      if (above) above.append(view.figure);
      else this.pictures.append(make("div", { class: "column", style: `--share: ${view.spec.width}` }, view.figure));
    }
    this.table = make("details", { class: "numbers", ontoggle: () => this.tabulate() },
      make("summary", {}, "The numbers as a table"),
      make("div", { tabindex: 0, role: "region", "aria-label": "The numbers as a table" })); // scrolls, by keyboard too
    this.code = make("code", {});
    this.host.replaceChildren(
      ...(spec.steps.length ? [this.steps.box] : []), rows[0], this.notice, this.pictures,
      this.line, this.trouble, this.spoken, ...rows.slice(1), this.table, shareRow(this));
  }

  // -- state -----------------------------------------------------------------------------

  // Give controls other values; unknown names are left out.
  change(wanted) {
    const before = JSON.stringify(this.state);
    for (const [name, value] of Object.entries(wanted)) {
      const control = this.controls[name];
      if (control?.settle) this.state[name] = control.settle(value);
    }
    if (JSON.stringify(this.state) !== before) this.trouble.hidden = true;
    this.schedule();
  }

  // Do what a button says. The file of the plot has a function of that name.
  act(name) {
    this.trouble.hidden = true;
    this.guard(() => this.front[name]?.(this));
    this.schedule();
  }

  schedule() {
    if (this.waits) return;
    this.waits = true;
    requestAnimationFrame(() => {
      this.waits = false;
      this.draw();
    });
  }

  // Compute and draw; what goes wrong becomes one line, and the last picture stays.
  draw() {
    if (!this.host.isConnected && this.result) return;
    this.host.classList.toggle("waiting", Boolean(this.steps.waiting));
    this.showControls();
    this.guard(() => {
      if (this.front.compute) this.result = this.front.compute(this.state, this.arrays, this);
      else if (this.kernel) this.kernel.ask(this.state);
      if (this.result) this.paint();
    });
    this.tell();
  }

  showControls() {
    const now = JSON.stringify(this.state);
    if (now === this.shown) return;
    this.shown = now;
    for (const control of Object.values(this.controls)) {
      const { when } = control.spec;
      control.box.hidden = Boolean(when) && !Object.entries(when).every(([name, values]) => values.includes(this.state[name]));
      control.show();
    }
  }

  // An answer of the kernel: arrays by name, numbers where they have no shape. The file of the
  // plot may add to it.
  take(line, arrays) {
    const result = { line };
    for (const [name, values] of arrays) result[name] = values.shape.length ? values : values[0];
    this.result = { ...result, ...this.front.after?.(result, this) };
  }

  paint() {
    for (const view of this.views) view.draw(this.result);
    this.line.textContent = this.result.line ?? "";
    if (this.table.open && !this.playing) this.tabulate();
    this.host.dataset.frame = (Number(this.host.dataset.frame) || 0) + 1;
  }

  guard(work) {
    try {
      work();
    } catch (error) {
      this.pause();
      this.complain(error.message);
      if (!(error instanceof Said)) console.error(error);
    }
  }

  complain(text) {
    this.trouble.textContent = text;
    this.trouble.hidden = false;
  }

  // What follows from `on` alone, made anew when it has changed.
  once(name, on, made) {
    const key = JSON.stringify(on);
    if (this.kept[name]?.key !== key) this.kept[name] = { key, value: made() };
    return this.kept[name].value;
  }

  // -- playing ---------------------------------------------------------------------------

  // Call the file's `frame` before each picture, until paused. Who asked the system for less
  // motion sees four pictures a second.
  play() {
    if (this.playing) return;
    this.playing = true;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    let last = -1e9;
    const loop = (now) => {
      if (!this.playing) return;
      if (!this.host.isConnected) return this.pause();
      if (!calm || now - last > 250) {
        last = now;
        this.guard(() => this.front.frame(this));
        this.draw();
      }
      requestAnimationFrame(loop);
    };
    requestAnimationFrame(loop);
    this.schedule();
  }

  playOrPause() {
    if (this.playing) this.pause();
    else this.play();
  }

  pause() {
    this.playing = false;
    this.schedule();
  }

  // -- what is said ----------------------------------------------------------------------

  tell() {
    clearTimeout(this.settling);
    if (this.playing) return;
    const code = codeOf(this); // weights are long: the middle is for the copy only
    this.code.textContent = code.length > 200 ? `${code.slice(0, 150)} … ${code.slice(-20)}` : code;
    this.settling = setTimeout(() => {
      if (this.spoken.textContent !== this.line.textContent) this.spoken.textContent = this.line.textContent;
    }, SETTLED);
  }

  tabulate() {
    if (!this.table.open || !this.result) return;
    const own = this.front.table?.(this) ?? [];
    this.table.lastChild.replaceChildren(...own, ...this.views.flatMap((view) => tablesOf(view, this.result)));
  }

  // -- surroundings ----------------------------------------------------------------------

  // The width of a view in pixels. It is asked for once after a change: asking makes the browser lay
  // out the page, which costs more than all the drawing of a frame.
  widthOf(view) {
    return (view.measured ||= view.figure.clientWidth);
  }

  ramp(map) {
    this.ramps ??= {};
    return (this.ramps[map] ??= ramp(this.colours, map));
  }

  get colours() {
    return (this.known ??= palette(this.host));
  }
}

// An error whose text is for the reader.
class Said extends Error {}

const VIEWS = {}; // kinds of views that are no axes, added by the files of the plots

plots.plain = {}; // for plots whose every number comes from the kernel
