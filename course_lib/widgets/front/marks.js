// Marks: what stands in axes. A mark looks its values up by name in what the plot has computed, or
// in the stored arrays.

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

// What both lines and dots are: one path through places, and a sample of it in the legend.
class Path extends Mark {
  draw(result) {
    this.path.setAttribute("d", this.through(this.value(result, "x") ?? [], this.value(result, "y") ?? []));
  }

  sample() {
    const [width, d] = this.small;
    const path = this.path.cloneNode();
    path.setAttribute("d", d);
    return make("span", { style: this.look }, make("svg", { width, height: 12 }, path), this.spec.label);
  }
}

class Line extends Path {
  constructor(axes, spec) {
    super(axes, spec);
    const dash = { "stroke-dasharray": spec.dash ?? null, "stroke-width": spec.thick ?? 2 };
    const inside = spec.fill ? { fill: "var(--mark)", "fill-opacity": spec.fill } : { fill: "none" };
    this.path = make("path", { stroke: "var(--mark)", ...inside, ...dash });
    this.group.append(this.path);
  }

  get small() {
    return [28, "M1 6H27"];
  }

  through(x, y) {
    let d = "";
    let pen = "M";
    for (let i = 0; i < y.length; i += 1) {
      const [across, height] = [this.axes.x.to(x[i]), this.axes.y.to(y[i])];
      const isGap = Number.isNaN(across) || Number.isNaN(height);
      if (!isGap) d += `${pen}${across.toFixed(1)} ${clip(height, -1e4, 1e4).toFixed(1)}`;
      pen = isGap ? "M" : "L";
    }
    return d;
  }
}

class Dots extends Path {
  constructor(axes, spec) {
    super(axes, spec);
    this.shape = SHAPES[spec.shape ?? "circle"];
    this.path = make("path", { class: spec.hollow ? "hollow" : "full" });
    this.group.append(this.path);
  }

  get small() {
    return [12, this.shape(6, 6, 4)];
  }

  through(x, y) {
    const { size = 4 } = this.spec;
    let d = "";
    for (let i = 0; i < y.length; i += 1) d += this.shape(+this.axes.x.to(x[i]).toFixed(1), +this.axes.y.to(y[i]).toFixed(1), size);
    return d;
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
