// Axes: a picture with two scales. Fields are painted on a canvas, all else is SVG above it.

const MARGIN = { top: 10, right: 14, bottom: 40, left: 52 };

// From values to pixels and back.
function scale(low, high, start, end) {
  const slope = (end - start) / (high - low || 1);
  return {
    low, high, to: (value) => start + (value - low) * slope,
    from: (pixel) => low + (pixel - start) / slope,
  };
}

// About `count` round numbers between low and high: steps of 1, 2 or 5 times a power of ten.
function ticks(low, high, count) {
  const rough = (high - low) / Math.max(1, count);
  if (!(rough > 0) || !Number.isFinite(rough)) return [low];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999) * power;
  const found = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i += 1) {
    found.push(Number((i * step).toPrecision(12)));
  }
  return found;
}

// Limits with some room around values; an empty or flat one gets a width.
function around(values, room = 0.1) {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!(low <= high) || !Number.isFinite(low) || !Number.isFinite(high)) return [0, 1];
  const extra = (high - low) * room || 0.5;
  return [low - extra, high + extra];
}

const SHAPES = {
  circle: (x, y, r) => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`,
  square: (x, y, r) => `M${x - r} ${y - r}h${2 * r}v${2 * r}h${-2 * r}z`,
  triangle: (x, y, r) => `M${x} ${y - r * 1.2}l${r * 1.2} ${r * 2}h${-2.4 * r}z`,
  diamond: (x, y, r) => `M${x} ${y - r * 1.3}l${r * 1.3} ${r * 1.3}l${-r * 1.3} ${r * 1.3}l${-r * 1.3} ${-r * 1.3}z`,
  cross: (x, y, r) => `M${x - r} ${y - r}l${2 * r} ${2 * r}m0 ${-2 * r}l${-2 * r} ${2 * r}`, // hollow
  star: (x, y, r) => `M${Array.from({ length: 10 }, (_, k) => {
    const [far, angle] = [r * (k % 2 ? 0.65 : 1.6), (k * Math.PI) / 5];
    return `${(x + far * Math.sin(angle)).toFixed(1)} ${(y - far * Math.cos(angle)).toFixed(1)}`;
  }).join("L")}z`,
};

class Axes {
  constructor(plot, spec) {
    Object.assign(this, { plot, spec, marks: [] });
    this.canvas = make("canvas", { "aria-hidden": "true" });
    this.svg = make("svg", { role: "group", "aria-label": spec.title });
    this.frame = make("g", { class: "frame", "aria-hidden": "true" });
    this.inside = make("g", { "clip-path": `url(#${plot.key}-cut-${spec.id})` });
    this.above = make("g", {});
    this.cut = make("rect", {});
    this.svg.append(
      make("defs", {}, make("clipPath", { id: `${plot.key}-cut-${spec.id}` }, this.cut)),
      this.frame, this.inside, this.above,
    );
    const legend = spec.legend ? make("div", { class: "legend", "aria-hidden": "true" }) : "";
    this.figure = make(
      "figure", {},
      make("figcaption", {}, spec.title), legend,
      make("div", { class: "sheet" }, this.canvas, this.svg),
    );
    this.limits = { x: spec.x.limits ?? [0, 1], y: spec.y.limits ?? [0, 1] };
    for (const mark of spec.marks ?? []) this.marks.push(new MARKS[mark.kind](this, mark));
    for (const mark of this.marks) if (spec.legend && mark.spec.label && mark.sample) legend.append(mark.sample());
    if (spec.touch) this.crossHairs();
    this.listen();
  }

  resize() {
    const width = this.plot.widthOf(this);
    if (width === this.width || width < 40) return;
    this.width = width;
    const inner = width - MARGIN.left - MARGIN.right;
    const tall = inner * (this.spec.aspect ?? 0.8);
    this.height = Math.round((this.spec.aspect === 1 ? tall : clip(tall, 150, 420)) + 50);
    const ratio = window.devicePixelRatio || 1;
    set(this.svg, { width, height: this.height });
    set(this.canvas, { width: width * ratio, height: this.height * ratio });
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${this.height}px`;
    this.ruled = "";
  }

  // The pixels of the inner box: left, top, width, height.
  get box() {
    const { top, right, bottom, left } = MARGIN;
    return [left, top, this.width - left - right, this.height - top - bottom];
  }

  draw(result) {
    this.resize();
    if (!this.width) return;
    const own = result.limits?.[this.spec.id];
    for (const name of ["x", "y"]) this.limits[name] = own?.[name] ?? this.limits[name];
    const [left, top, width, height] = this.box;
    this.x = scale(...this.limits.x, left, left + width);
    this.y = scale(...this.limits.y, top + height, top);
    this.rule();
    const ratio = window.devicePixelRatio || 1;
    const context = this.canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, this.width, this.height);
    for (const mark of this.marks) mark.draw(result, context);
    this.cross?.();
  }

  // For the keyboard a cross stands for the pointer: arrows move it, Enter presses.
  crossHairs() {
    const place = [0, 0];
    const group = make("g", { class: "cross", tabindex: 0, role: "button" }, make("path", { d: "M-11 0H-3M3 0H11M0 -11V-3M0 3V11" }));
    this.above.append(group);
    group.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const way = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
      if (!way && event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      if (!way) return this.touched(...place, { type: "pointerdown", shiftKey: event.shiftKey, button: 0, buttons: 1 });
      [this.x, this.y].forEach(({ low, high }, i) => (place[i] = clip(place[i] + (way[i] * (high - low)) / 40, low, high)));
      this.cross();
    });
    this.cross = () => {
      const words = [this.spec.x, this.spec.y].map(({ label }, i) => `${label} ${say(place[i], 2)}`).join(", ");
      set(group, { transform: `translate(${this.x.to(place[0])} ${this.y.to(place[1])})`, "aria-label": `Place ${words}: arrows move it, Enter presses` });
    };
  }

  // Axis lines, ticks and names; drawn anew only when a limit or the size has changed.
  rule() {
    const now = JSON.stringify([this.limits, this.width]);
    if (now === this.ruled) return;
    this.ruled = now;
    const [left, top, width, height] = this.box;
    const bottom = top + height;
    set(this.cut, { x: left, y: top, width, height });
    const parts = [make("path", { class: "axis", d: `M${left} ${top}V${bottom}H${left + width}` })];
    const labels = (axis, count) =>
      axis.ticks ?? ticks(...this.limits[axis === this.spec.x ? "x" : "y"], count);
    for (const tick of labels(this.spec.x, Math.max(2, width / 70))) {
      const [at, name] = Array.isArray(tick) ? tick : [tick, say(tick)];
      if (at < this.x.low || at > this.x.high) continue;
      const place = { x: this.x.to(at), y: bottom + 16, "text-anchor": "middle" };
      parts.push(make("text", place, name));
      parts.push(make("path", { class: "tick", d: `M${this.x.to(at)} ${bottom}v4` }));
    }
    for (const tick of labels(this.spec.y, Math.max(2, height / 50))) {
      const [at, name] = Array.isArray(tick) ? tick : [tick, say(tick)];
      if (at < this.y.low || at > this.y.high) continue;
      const place = { x: left - 7, y: this.y.to(at) + 4, "text-anchor": "end" };
      parts.push(make("text", place, name));
      parts.push(make("path", { class: "grid", d: `M${left} ${this.y.to(at)}h${width}` }));
    }
    const name = { x: left + width / 2, y: bottom + 34, "text-anchor": "middle", class: "name" };
    parts.push(make("text", name, this.spec.x.label ?? ""));
    const turned = `translate(13 ${top + height / 2}) rotate(-90)`;
    const side = { transform: turned, "text-anchor": "middle", class: "name" };
    parts.push(make("text", side, this.spec.y.label ?? ""));
    this.frame.replaceChildren(...parts);
  }

  // The values under a pointer.
  at(event) {
    const edge = this.svg.getBoundingClientRect();
    return [this.x.from(event.clientX - edge.left), this.y.from(event.clientY - edge.top)];
  }

  // A press moves the nearest handle; where there is none, the plot is told of the place.
  listen() {
    let held = null;
    const handles = () => this.marks.filter((mark) => mark.drag);
    if (handles().length || this.spec.touch) {
      this.svg.style.touchAction = this.spec.touch || handles().some((h) => h.free) ? "none" : "pan-y";
      this.svg.style.cursor = this.spec.touch ? "crosshair" : "pointer";
    }
    this.svg.addEventListener("pointerdown", (event) => {
      const near = handles().map((handle) => handle.grip(event)).sort((a, b) => a.away - b.away);
      const touch = this.spec.touch && { drag: (x, y, e) => this.touched(x, y, e) };
      held = touch && !(near[0]?.away < 24) ? touch : near[0];
      if (!held) return;
      event.preventDefault();
      this.svg.setPointerCapture?.(event.pointerId);
      held.drag(...this.at(event), event);
    });
    this.svg.addEventListener("pointermove", (event) => held?.drag(...this.at(event), event));
    for (const end of ["pointerup", "pointercancel"]) {
      this.svg.addEventListener(end, (event) => {
        if (held && this.spec.touch) this.touched(...this.at(event), event);
        held = null;
      });
    }
    if (this.spec.touch) this.svg.addEventListener("contextmenu", (e) => e.preventDefault());
  }

  touched(x, y, event) {
    this.plot.front.touched?.(this.plot, this.spec.id, [x, y], event);
  }
}

// -- marks ------------------------------------------------------------------------------
// A mark looks its values up by name in what the plot has computed, or in the stored arrays.

class Mark {
  constructor(axes, spec) {
    Object.assign(this, { axes, spec });
    this.look = `--mark: var(--plot-${spec.colour ?? "ink"})`;
    this.group = make("g", { class: spec.kind, style: this.look, "aria-hidden": "true" });
    (spec.kind === "handle" ? axes.above : axes.inside).append(this.group);
  }

  value(result, name) {
    const found = this.spec[name];
    return typeof found === "string" ? result[found] ?? this.axes.plot.arrays[found] : found;
  }
}

class Line extends Mark {
  constructor(axes, spec) {
    super(axes, spec);
    const dash = { "stroke-dasharray": spec.dash ?? null, "stroke-width": spec.thick ?? 2 };
    const inside = spec.fill ? { fill: "var(--mark)", "fill-opacity": spec.fill } : { fill: "none" };
    this.path = make("path", { stroke: "var(--mark)", ...inside, ...dash });
    this.group.append(this.path);
  }

  draw(result) {
    const [x, y] = [this.value(result, "x"), this.value(result, "y")];
    let d = "";
    let pen = "M";
    for (let i = 0; y && i < y.length; i += 1) {
      const height = this.axes.y.to(y[i]);
      if (Number.isNaN(height)) {
        pen = "M"; // a gap
        continue;
      }
      d += `${pen}${this.axes.x.to(x[i]).toFixed(1)} ${clip(height, -1e4, 1e4).toFixed(1)}`;
      pen = "L";
    }
    this.path.setAttribute("d", d);
  }

  sample() {
    const path = this.path.cloneNode();
    path.setAttribute("d", "M1 6H27");
    const picture = make("svg", { width: 28, height: 12 }, path);
    return make("span", { style: this.look }, picture, this.spec.label ?? "");
  }
}

class Dots extends Mark {
  constructor(axes, spec) {
    super(axes, spec);
    this.path = make("path", { class: spec.hollow ? "hollow" : "full" });
    this.group.append(this.path);
  }

  draw(result) {
    const [x, y] = [this.value(result, "x"), this.value(result, "y")];
    const shape = SHAPES[this.spec.shape ?? "circle"];
    let d = "";
    for (let i = 0; y && i < y.length; i += 1) {
      d += shape(+this.axes.x.to(x[i]).toFixed(1), +this.axes.y.to(y[i]).toFixed(1), this.spec.size ?? 4);
    }
    this.path.setAttribute("d", d);
  }

  sample() {
    const path = make("path", { class: this.path.getAttribute("class") });
    path.setAttribute("d", SHAPES[this.spec.shape ?? "circle"](6, 6, 4));
    const picture = make("svg", { width: 12, height: 12 }, path);
    return make("span", { style: this.look }, picture, this.spec.label ?? "");
  }
}

// Straight across the picture, at one value of x or of y.
class Rule extends Mark {
  constructor(axes, spec) {
    super(axes, spec);
    this.path = make("path", { "stroke-dasharray": spec.dash ?? null });
    this.words = make("text", { class: "on-paper" }, spec.label ?? "");
    this.group.append(this.path, this.words);
  }

  draw(result) {
    const [left, top, width, height] = this.axes.box;
    const [x, y] = [this.value(result, "x"), this.value(result, "y")];
    const at = x === undefined ? this.axes.y.to(y) : this.axes.x.to(x);
    const there = Number.isFinite(at);
    this.path.setAttribute("d", !there ? "" : x === undefined ? `M${left} ${at}h${width}` : `M${at} ${top}v${height}`);
    const place = x === undefined ? { x: left + width - 4, y: at - 5 } : { x: at - 5, y: top + 13 };
    if (there) set(this.words, { ...place, "text-anchor": "end" });
    this.words.style.display = there ? "" : "none";
  }
}

// Parts of the x axis with a name, hatched so that colour is not needed: [from, to, kind, name].
class Zones extends Mark {
  draw(result) {
    const [, top, , height] = this.axes.box;
    const parts = [];
    for (const [from, to, kind, name] of this.value(result, "zones") ?? []) {
      const [x, end] = [this.axes.x.to(from), this.axes.x.to(to)];
      parts.push(make("rect", { class: kind, x, y: top, width: Math.max(0, end - x), height }));
      if (end - x < 24 || !name) continue;
      const middle = (x + end) / 2 + 4;
      const words = { transform: `translate(${middle} ${top + height / 2}) rotate(-90)` };
      parts.push(make("text", { ...words, "text-anchor": "middle", class: "on-paper" }, name));
    }
    this.group.replaceChildren(...parts);
  }
}

class Words extends Mark {
  draw(result) {
    const text = this.value(result, "text");
    if (!text) return this.group.replaceChildren();
    const [x, y] = [this.value(result, "x"), this.value(result, "y")];
    const place = { x: this.axes.x.to(x), y: this.axes.y.to(y), class: "on-paper" };
    this.group.replaceChildren(make("text", { ...place, "text-anchor": result[this.spec.anchor] ?? this.spec.anchor ?? "middle" }, text));
  }
}

// A field of numbers as colours: rows × columns in a box of the axes, the first row lowest.
class Field extends Mark {
  draw(result, context) {
    const values = this.value(result, "values");
    if (!values) return;
    const [x0, x1, y0, y1] = this.value(result, "box") ?? [...this.axes.limits.x, ...this.axes.limits.y];
    const { x, y, plot } = this.axes;
    const place = [x.to(x0), y.to(y1), x.to(x1) - x.to(x0), y.to(y0) - y.to(y1)];
    const table = plot.ramp(this.spec.map ?? "sides");
    paintField(context, values, values.shape, table, this.spec.range ?? [0, 1], place, this.spec.smooth);
  }
}

// A point that is dragged along x or y, or both: each moves the control of that name. It is a
// slider for the keyboard and for screen readers, whatever it looks like.
class Handle extends Mark {
  constructor(axes, spec) {
    super(axes, spec);
    this.free = Boolean(spec.moves.x && spec.moves.y);
    this.names = [spec.moves.x, spec.moves.y].filter(Boolean);
    this.group.removeAttribute("aria-hidden");
    set(this.group, { tabindex: 0, role: "slider", "aria-label": spec.label });
    this.group.append(make("circle", { r: 20, class: "reach" }), make("circle", { r: 7 }));
    this.group.addEventListener("keydown", (event) => this.key(event));
  }

  draw(result) {
    const { x, y } = this.axes;
    const [left, top, width, height] = this.axes.box;
    this.px = clip(x.to(this.value(result, "x")), left, left + width);
    this.py = clip(y.to(this.value(result, "y")), top, top + height);
    this.group.setAttribute("transform", `translate(${this.px} ${this.py})`);
    const [first] = this.names.map((name) => this.axes.plot.controls[name]);
    const said = this.names.map((name) => this.axes.plot.controls[name].words()).join(", ");
    const { low, high, id } = first.spec;
    set(this.group, { ...ranged(low, high, this.axes.plot.state[id]), "aria-valuetext": said });
  }

  grip(event) {
    const edge = this.axes.svg.getBoundingClientRect();
    const away = Math.hypot(event.clientX - edge.left - this.px, event.clientY - edge.top - this.py);
    return { away, drag: (x, y) => this.drag(x, y) };
  }

  drag(x, y) {
    if (document.activeElement !== this.group) this.group.focus({ preventScroll: true });
    const { moves } = this.spec;
    const real = (name, value) => (this.axes.spec[name].log ? 10 ** value : value);
    this.axes.plot.change({ ...(moves.x && { [moves.x]: real("x", x) }), ...(moves.y && { [moves.y]: real("y", y) }) });
  }

  key(event) {
    const { x, y } = this.spec.moves;
    const way = { ArrowRight: [x ?? y, 1], ArrowLeft: [x ?? y, -1], ArrowUp: [y ?? x, 1], ArrowDown: [y ?? x, -1],
      PageUp: [y ?? x, 10], PageDown: [y ?? x, -10], Home: [x ?? y, -1e9], End: [x ?? y, 1e9] }[event.key];
    if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const control = this.axes.plot.controls[way[0]];
    const steps = Math.abs(way[1]) === 1 && event.shiftKey ? 10 * way[1] : way[1];
    this.axes.plot.change({ [way[0]]: control.moved(steps) });
  }
}

// Points that are dragged one by one. What a move means is said by the plot's file:
// `moved(plot, id, index, x, y)`. For the keyboard each is a slider along the axes that `free` names.
class Points extends Mark {
  constructor(axes, spec) {
    super(axes, spec);
    this.free = spec.free !== "x";
    this.drag = true; // for the cursor; a grip is made for each press
    this.group.removeAttribute("aria-hidden");
    axes.above.append(this.group);
  }

  draw(result) {
    [this.xs, this.ys] = [this.value(result, "x"), this.value(result, "y")];
    while (this.group.childElementCount > this.xs.length) this.group.lastChild.remove();
    while (this.group.childElementCount < this.xs.length) this.group.append(this.point(this.group.childElementCount));
    [...this.group.children].forEach((point, i) => {
      const { x, y, spec } = this.axes;
      point.setAttribute("transform", `translate(${x.to(this.xs[i])} ${y.to(this.ys[i])})`);
      const said = `${spec.x.label || "x"} ${say(this.xs[i], 2)}, ${spec.y.label || "y"} ${say(this.ys[i], 2)}`;
      set(point, { ...ranged(y.low, y.high, this.ys[i]), "aria-valuetext": said });
    });
  }

  point(i) {
    const attributes = { class: "handle", tabindex: 0, role: "slider", "aria-label": `${this.spec.label} ${i + 1}` };
    const made = make("g", attributes, make("circle", { r: 16, class: "reach" }), make("circle", { r: this.spec.size ?? 6 }));
    made.addEventListener("keydown", (event) => {
      const way = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
      if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      const { x, y } = this.axes;
      const share = event.shiftKey ? 0.1 : 0.01;
      this.move(i, this.xs[i] + way[0] * share * (x.high - x.low), this.ys[i] + way[1] * share * (y.high - y.low));
    });
    return made;
  }

  move(i, x, y) {
    const { plot } = this.axes;
    plot.guard(() => plot.front.moved(plot, this.spec.id, i, this.free ? x : this.xs[i], y));
    plot.schedule();
  }

  grip(event) {
    const edge = this.axes.svg.getBoundingClientRect();
    const away = (x, y) => Math.hypot(event.clientX - edge.left - this.axes.x.to(x), event.clientY - edge.top - this.axes.y.to(y));
    const all = Array.from(this.xs, (x, i) => ({ away: away(x, this.ys[i]), i })).sort((a, b) => a.away - b.away);
    const near = all[0] ?? { away: Infinity, i: 0 };
    return { away: near.away, drag: (x, y) => {
      this.group.children[near.i]?.focus({ preventScroll: true });
      this.move(near.i, clip(x, ...this.axes.limits.x), clip(y, ...this.axes.limits.y));
    } };
  }
}

const MARKS = { line: Line, dots: Dots, rule: Rule, zones: Zones, words: Words, field: Field, handle: Handle, points: Points };
