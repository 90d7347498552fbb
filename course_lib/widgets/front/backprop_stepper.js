// The backprop stepper: one neuron forward, backward and updated, and the same chain in matrices.

const ALL = 7; // steps of both passes; after the third one the loss is known
const CLOSE = 0.01; // typed numbers may be rounded to about three digits
const EPS = 2 ** -52;

const LOSSES = {
  mse: { words: "L = (a − y)²", value: (a, y) => (a - y) ** 2, slope: (a, y) => 2 * (a - y) },
  binary_cross_entropy: {
    words: "L = −ln p(y)",
    value(a, y) {
      const p = clip(a, EPS, 1 - EPS);
      return -(y * Math.log(p) + (1 - y) * Math.log1p(-p));
    },
    slope(a, y) {
      const p = clip(a, EPS, 1 - EPS);
      return (p - y) / (p * (1 - p));
    },
  },
};

// All values of both passes for one example.
function neuron({ x, w, b, y }, { g, slope }, loss) {
  const z = w[0] * x[0] + w[1] * x[1] + b;
  const a = g(z);
  const [dL_da, da_dz] = [LOSSES[loss].slope(a, y), slope(z)];
  const dL_dz = dL_da * da_dz;
  return { z, a, L: LOSSES[loss].value(a, y), dL_da, da_dz, dL_dz, dL_dw: x.map((v) => dL_dz * v), dL_dx: w.map((v) => dL_dz * v) };
}

const product = (A, B) => A.map((row) => B[0].map((_, j) => row.reduce((sum, v, k) => sum + v * B[k][j], 0)));
const turned = (A) => A[0].map((_, j) => A.map((row) => row[j]));
const entrywise = (f, A, B) => A.map((row, i) => row.map((v, j) => f(v, B?.[i][j])));

// The same for three examples and two units. The first row of X and the first column of W are the
// one neuron's, so its numbers are found again.
function matrices({ x, w, b, y }, { g, slope }, loss) {
  const X = [x, [0.5, -1], [-1.5, 1]];
  const W = [[w[0], -0.5], [w[1], 0.6]];
  const bias = [[b, 0]];
  const Y = X.map(() => [y, 1 - y]);
  const Z = product(X, W).map((row) => row.map((v, j) => v + bias[0][j]));
  const A = entrywise(g, Z);
  const dA = entrywise((a, target) => LOSSES[loss].slope(a, target) / 6, A, Y);
  const dZ = entrywise((u, v) => u * slope(v), dA, Z);
  const L = entrywise(LOSSES[loss].value, A, Y).flat().reduce((sum, v) => sum + v, 0) / 6;
  return {
    X: [X, product(dZ, turned(W))], W: [W, product(turned(X), dZ)], b: [bias, product([[1, 1, 1]], dZ)],
    Z: [Z, dZ], A: [A, dA], L,
  };
}

// -- what the reader types ----------------------------------------------------------------

const GIVEN = ["x1", "w1", "x2", "w2", "b", "y"];
// The five local derivatives: what is true, and the box of the graph that each belongs to.
const LOCAL = {
  dL_da: [(s) => s.dL_da, "L"], da_dz: [(s) => s.da_dz, "a"],
  dz_dw1: [(_, n) => n.x[0], "w1"], dz_dw2: [(_, n) => n.x[1], "w2"], dz_db: [() => 1, "b"],
};

function numbersOf(state, plot) {
  const missing = GIVEN.find((id) => state[id] === null);
  if (missing) throw new Said(`${plot.controls[missing].spec.label} must be a number.`);
  return { x: [state.x1, state.x2], w: [state.w1, state.w2], b: state.b, y: state.y };
}

const isRight = (typed, truth) => Math.abs(typed - truth) <= CLOSE * Math.max(Math.abs(truth), 0.1);

// What was probably done wrong, or "".
function mistake(id, typed, step, numbers) {
  const truth = LOCAL[id][0](step, numbers);
  const found = [
    ["the sign is wrong", isRight(-typed, truth)],
    ["this is a itself, not its derivative", id === "da_dz" && isRight(typed, step.a)],
    ["this is the loss, not its derivative", id === "dL_da" && isRight(typed, step.L)],
    ["the factor 2 of the square is missing", id === "dL_da" && isRight(2 * typed, truth)],
    ["this is ∂L/∂w: only the local factor is asked here", id.startsWith("dz_dw") && isRight(typed, step.dL_dz * truth)],
  ].find(([, fits]) => fits);
  return found?.[0] ?? "";
}

// Right or wrong for each that is typed, and a sentence about all.
function judged(state, step, numbers, plot) {
  const typed = Object.keys(LOCAL).filter((id) => state[id] !== null);
  const right = Object.fromEntries(typed.map((id) => [id, isRight(state[id], LOCAL[id][0](step, numbers))]));
  const wrong = typed.filter((id) => !right[id]).map((id) => {
    const hint = mistake(id, state[id], step, numbers);
    return `${plot.controls[id].spec.label}${hint && ` (${hint})`}`;
  });
  const verdict = wrong.length ? ` Not right: ${wrong.join("; ")}.` : typed.length ? ` ${typed.length} of 5 typed, all right.` : "";
  return { right, verdict };
}

// Why the loss cannot be computed, or "".
function obstacle({ a, L, dL_dz }, { y }, loss) {
  if (loss === "binary_cross_entropy" && !(a >= 0 && a <= 1)) return `Cross-entropy needs an output from 0 to 1, got a = ${say(a)}. Take the sigmoid for φ.`;
  if (loss === "binary_cross_entropy" && !(y >= 0 && y <= 1)) return `Cross-entropy needs a target from 0 to 1, got y = ${say(y)}.`;
  return Number.isFinite(L) && Number.isFinite(dL_dz) ? "" : "The loss is no finite number any more. Choose smaller numbers.";
}

// -- what is said -------------------------------------------------------------------------

const words = (v) => say(v, 4);

function sentence({ shown, step }, { loss, rate }, memory) {
  const { z, a, L, dL_da, da_dz, dL_dz, dL_dw } = step;
  return [
    `${memory.updated ?? ""}Press Forward: first z = w₁x₁ + w₂x₂ + b.`,
    `z = w₁x₁ + w₂x₂ + b = ${words(z)}.`,
    `a = φ(z) = ${words(a)}.`,
    `${LOSSES[loss].words} = ${words(L)}. Now backward.`,
    `∂L/∂a = ${words(dL_da)}: how the loss reacts to the output.`,
    `∂a/∂z = φ′(z) = ${words(da_dz)}: the local factor of φ.`,
    `∂L/∂z = ∂L/∂a · ∂a/∂z = ${words(dL_dz)}.`,
    `∂L/∂w₁ = ∂L/∂z · x₁ = ${words(dL_dw[0])}, ∂L/∂w₂ = ∂L/∂z · x₂ = ${words(dL_dw[1])}, ∂L/∂b = ∂L/∂z · 1 = ${words(dL_dz)}; `
      + `∂L/∂x goes on to the layer before. Now update: w becomes w − ${say(rate)} · ∂L/∂w.`,
  ][shown];
}

const MATRIX_LINE = "Matrix form, 3 examples and 2 units; the first row of X and the first column of W are the one neuron’s. "
  + "A gradient has the shape of what it differentiates, so each arrow carries one shape both ways.";

// Two keys may come within one picture, so a button looks at the state and not at what is drawn.
function nowOf(plot) {
  plots.backprop_stepper.compute(plot.state, plot.arrays, plot);
  return plot.memory.now;
}

plots.backprop_stepper = {
  maths: { neuron, matrices, LOSSES, activation },

  compute(state, arrays, plot) {
    const numbers = numbersOf(state, plot);
    const curve = activation(state.kind, arrays);
    const step = neuron(numbers, curve, state.loss);
    const trouble = obstacle(step, numbers, state.loss);
    const asked = clip(Math.round(state.shown), 0, ALL);
    const now = { step, numbers, trouble, shown: trouble ? Math.min(asked, 2) : asked };
    plot.memory.now = now;
    if (state.view === "matrix") return { ...now, right: {}, form: matrices(numbers, curve, state.loss), line: MATRIX_LINE };
    if (trouble && asked > 2) plot.complain(trouble);
    const { right, verdict } = judged(state, step, numbers, plot);
    return { ...now, right, line: sentence(now, state, plot.memory) + verdict };
  },

  forward(plot) {
    const { shown, trouble } = nowOf(plot);
    if (trouble && shown === 2) throw new Said(trouble);
    plot.memory.updated = "";
    plot.change({ shown: clip(shown + 1, 1, Math.max(3, shown)) });
  },

  backward(plot) {
    const { shown } = nowOf(plot);
    if (shown < 3) throw new Said("Backward needs the loss: press Forward until L is shown.");
    plot.change({ shown: Math.min(shown + 1, ALL) });
  },

  // One step of gradient descent; then forward again.
  update(plot) {
    const { state, memory } = plot;
    const { shown, step, numbers } = nowOf(plot);
    if (shown < ALL) throw new Said("The update needs all gradients: press Backward until they are shown.");
    const rounded = (v) => Number(v.toPrecision(6));
    const [w1, w2] = numbers.w.map((w, i) => rounded(w - state.rate * step.dL_dw[i]));
    const b = rounded(numbers.b - state.rate * step.dL_dz);
    const told = [["w₁", state.w1, w1], ["w₂", state.w2, w2], ["b", state.b, b]].map(([name, from, to]) => `${name} from ${words(from)} to ${words(to)}`);
    memory.updated = `Updated: ${told.join(", ")}; L was ${words(step.L)}. `;
    plot.change({ w1, w2, b, shown: 0, ...untyped() });
  },

  reset(plot) {
    const { w1, w2, b } = plot.start;
    plot.memory.updated = "";
    plot.change({ w1, w2, b, shown: 0, ...untyped() });
  },

  check(plot) {
    if (Object.keys(LOCAL).every((id) => plot.state[id] === null)) throw new Said("Type at least one local derivative, then press Check.");
  },

  // Only what has been stepped to: a table is no way around the question.
  table(plot) {
    const { step: s, shown, numbers: { x, w, b, y } } = plot.memory.now;
    const known = (from, v) => (shown >= from ? words(v) : "–");
    const rows = [
      ["x₁", words(x[0]), known(7, s.dL_dx[0])], ["w₁", words(w[0]), known(7, s.dL_dw[0])], ["x₂", words(x[1]), known(7, s.dL_dx[1])],
      ["w₂", words(w[1]), known(7, s.dL_dw[1])], ["b", words(b), known(7, s.dL_dz)], ["y", words(y), ""],
      ["z", known(1, s.z), known(6, s.dL_dz)], ["a", known(2, s.a), known(4, s.dL_da)], ["L", known(3, s.L), ""],
      ["φ′(z)", known(5, s.da_dz), ""],
    ].map(([name, ...cells]) => make("tr", {}, make("th", { scope: "row" }, name), ...cells.map((cell) => make("td", {}, cell))));
    const heads = ["", "value", "derivative of L"].map((head) => make("th", { scope: "col" }, head));
    return [make("table", {}, make("caption", {}, "The neuron, as far as you have stepped"), make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows))];
  },
};

const untyped = () => Object.fromEntries(Object.keys(LOCAL).map((id) => [id, null]));

// -- the graph ----------------------------------------------------------------------------

const NAMES = { x1: "x₁", w1: "w₁", x2: "x₂", w2: "w₂", b: "b" };
const BOX = { half: 54, tall: 24 }; // half a box, in pixels

// The centre of each box: from left to right, or on a narrow page from above to below, where the
// inputs meet on a line that leads down to z.
function placesFor(width) {
  const wide = width >= 780;
  const right = (wide ? width : Math.min(width, 520)) - BOX.half - 6;
  const pitch = wide ? 64 : 60;
  const places = { wide };
  Object.keys(NAMES).forEach((id, i) => (places[id] = [BOX.half + 6, 30 + i * pitch]));
  const [middle, low] = [30 + 2 * pitch, 30 + 4 * pitch];
  if (wide) return { ...places, z: [0.47 * width, middle], a: [0.705 * width, middle], L: [right, middle], y: [right, 30], height: low + 32 };
  return { ...places, rail: right + BOX.half - 6, z: [right, low + 86], a: [right, low + 216], L: [right, low + 346], y: [BOX.half + 6, low + 346], height: low + 376 };
}

function arrow(...points) {
  const [[x0, y0], [x1, y1]] = points.slice(-2);
  const angle = Math.atan2(y1 - y0, x1 - x0);
  const side = (turn) => `L${x1 - 9 * Math.cos(angle + turn)} ${y1 - 9 * Math.sin(angle + turn)}`;
  const line = points.map((p, i) => `${i ? "L" : "M"}${p}`).join("");
  return [make("path", { class: "edge", d: line }), make("path", { class: "head", d: `M${x1} ${y1}${side(0.4)}${side(-0.4)}z` })];
}

class NeuronView {
  constructor(plot, spec) {
    Object.assign(this, { plot, spec });
    this.svg = make("svg", { role: "group", tabindex: 0, "aria-label": "The neuron as a graph. Keys: F forward, B backward, U update, R reset." });
    this.svg.addEventListener("keydown", (event) => this.key(event));
    const given = GIVEN.map((id) => plot.controls[id].box);
    given[0].closest("details").hidden = true; // all of its fields come into the picture
    for (const box of given) box.classList.add("given");
    this.signs = {};
    const typed = Object.keys(LOCAL).map((id) => {
      plot.controls[id].box.append((this.signs[id] = make("span", { class: "mark" })));
      return plot.controls[id].box;
    });
    this.figure = make("figure", { class: "neuron" },
      make("figcaption", {}, spec.title), make("div", { class: "sheet" }, this.svg, ...given),
      make("div", { class: "controls", role: "group", "aria-label": "Your local derivatives" },
        make("span", {}, "Your local derivatives:"), ...typed, plot.controls.check.box));
  }

  key(event) {
    const id = { f: "forward", b: "backward", u: "update", r: "reset" }[event.key.toLowerCase()];
    if (!id || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.plot.act(id);
  }

  draw(result) {
    this.figure.hidden = this.plot.state.view !== "neuron";
    const width = this.figure.hidden ? 0 : this.plot.widthOf(this);
    if (width < 40) return;
    if (width !== this.width) this.resize(width);
    const nodes = ["z", "a", "L"].flatMap((id) => this.node(id, result));
    const parts = [...this.inputs(result), ...this.chain(result)];
    const texts = parts.filter((part) => part.tagName === "text"); // above all lines
    this.svg.replaceChildren(...parts.filter((part) => part.tagName !== "text"), ...texts, ...nodes);
    this.judge(result.right);
  }

  resize(width) {
    this.width = width;
    this.places = placesFor(width);
    set(this.svg, { width, height: this.places.height, class: this.places.wide ? "wide" : "" });
    for (const id of GIVEN) {
      const [x, y] = this.places[id];
      Object.assign(this.plot.controls[id].box.style, { left: `${x}px`, top: `${y}px`, width: `${2 * BOX.half}px` });
    }
  }

  // A number beside an edge; what the last step has brought is bold.
  label(kind, x, y, text, { isNew = false, anchor = "middle" } = {}) {
    return make("text", { class: `on-paper ${kind}${isNew ? " new" : ""}`, x, y, "text-anchor": anchor }, text);
  }

  // From the inputs, weights and the bias to z.
  inputs({ shown, numbers, step }) {
    const { places } = this;
    const [zx, zy] = places.z;
    const values = [numbers.x[0], numbers.w[0], numbers.x[1], numbers.w[1], numbers.b];
    const slopes = [step.dL_dx[0], step.dL_dw[0], step.dL_dx[1], step.dL_dw[1], step.dL_dz];
    return Object.keys(NAMES).flatMap((id, i) => {
      const [start, y] = [places[id][0] + BOX.half, places[id][1]];
      const end = places.wide ? [zx - BOX.half - 2, zy] : [places.rail, y];
      const on = (share) => [start + share * (end[0] - start), y + share * (end[1] - y)];
      const ahead = places.wide ? [on(0.13)[0], on(0.13)[1] + 4] : [on(0.5)[0], y - 5];
      const back = places.wide ? [on(0.56)[0], on(0.56)[1] + 4] : [on(0.5)[0], y + 15];
      const line = places.wide ? arrow([start, y], end) : arrow([start, y], end, [end[0], zy - 46], [zx, zy - 46], [zx, zy - BOX.tall - 2]);
      return [
        ...(places.wide || id === "b" ? line : line.slice(0, 1)),
        ...(shown >= 1 ? [this.label("ahead", ...ahead, words(values[i]), { isNew: shown === 1 })] : []),
        ...(shown >= 7 ? [this.label("back", ...back, `∂L/∂${NAMES[id]} = ${words(slopes[i])}`, { isNew: shown === 7 })] : []),
      ];
    });
  }

  // From z to a, from a and y to L.
  chain({ shown, step, numbers }) {
    const { places } = this;
    const slope = shown >= 5 ? `φ′(z) = ${words(step.da_dz)}` : "a = φ(z)";
    const parts = [
      ...this.link("z", "a", [["term", slope, shown === 5], ["ahead", shown >= 2 && words(step.z)], ["back", shown >= 6 && [`∂L/∂z`, words(step.dL_dz)], shown === 6]]),
      ...this.link("a", "L", [["term", LOSSES[this.plot.state.loss].words], ["ahead", shown >= 3 && words(step.a)], ["back", shown >= 4 && [`∂L/∂a`, words(step.dL_da)], shown === 4]]),
    ];
    const [[x, y], [lx, ly]] = [places.y, places.L];
    const target = shown >= 3 ? words(numbers.y) : "";
    if (places.wide) return [...parts, ...arrow([x, y + BOX.tall], [lx, ly - BOX.tall - 2]), this.label("ahead", x - 8, (y + ly) / 2 + 4, target, { anchor: "end" })];
    return [...parts, ...arrow([x + BOX.half, y], [lx - BOX.half - 2, ly]), this.label("ahead", (x + lx) / 2, y - 6, target)];
  }

  // An arrow with three labels: the formula, the value ahead, the derivative back.
  link(from, to, labels) {
    const { places } = this;
    const [[x0, y0], [x1, y1]] = [places[from], places[to]];
    const line = places.wide ? arrow([x0 + BOX.half, y0], [x1 - BOX.half - 2, y1]) : arrow([x0, y0 + BOX.tall], [x1, y1 - BOX.tall - 2]);
    const texts = labels.filter(([, text]) => text).flatMap(([kind, text, isNew], i) => {
      const row = { term: 0, ahead: 1, back: 2 }[kind];
      const lines = [text].flat();
      if (!places.wide) return [this.label(kind, x0 - 10, (y0 + y1) / 2 - 14 + 19 * row, lines.join(" = "), { isNew, anchor: "end" })];
      return lines.map((part, k) => this.label(kind, (x0 + x1) / 2, y0 + [-38, -8, 19][row] + 16 * k, part, { isNew }));
    });
    return [...line, ...texts];
  }

  node(id, { shown, step }) {
    const [x, y] = this.places[id];
    const place = { z: 1, a: 2, L: 3 }[id];
    const isNew = shown === place ? " new" : "";
    const text = shown >= place ? `${id} = ${words(step[id])}` : id;
    const rect = make("rect", { class: `node${isNew}`, x: x - BOX.half, y: y - BOX.tall, width: 2 * BOX.half, height: 2 * BOX.tall, rx: 8 });
    return [rect, make("text", { class: shown >= place ? "ahead value" : "value", x, y: y + 5, "text-anchor": "middle" }, text)];
  }

  // A sign and a word beside the field, and the sign at the box: no colour is needed.
  judge(right) {
    for (const [id, [, node]] of Object.entries(LOCAL)) {
      const verdict = right[id] === undefined ? "" : right[id] ? "right" : "wrong";
      const sign = { right: "✓", wrong: "✗" }[verdict] ?? "";
      this.signs[id].textContent = sign && `${sign} ${verdict}`;
      this.signs[id].className = `mark ${verdict}`;
      if (!sign) continue;
      const [x, y] = this.places[node];
      this.svg.append(make("rect", { class: `frame ${verdict}`, x: x - BOX.half - 3, y: y - BOX.tall - 3, width: 2 * BOX.half + 6, height: 2 * BOX.tall + 6, rx: 10 }),
        make("text", { class: `on-paper sign ${verdict}`, x: x + BOX.half - 10, y: y - BOX.tall + 4 }, sign));
    }
  }
}

// -- the matrices -------------------------------------------------------------------------

// How each gradient is made.
const FORMULAS = { X: "dX = Δ Wᵀ", W: "dW = Xᵀ Δ", b: "db = sum of Δ’s rows", Z: "dZ = Δ = U ⊙ φ′(Z)", A: "dA = U = ∂L/∂A" };
const COLUMNS = [["X", "W", "b"], ["Z"], ["A"], ["L"]];
const MADE = ["Z = X W + b", "A = φ(Z)", "L, a mean"];

class MatrixView {
  constructor(plot, spec) {
    Object.assign(this, { plot, spec });
    this.flow = make("div", { class: "flow" });
    this.figure = make("figure", { class: "matrices" }, make("figcaption", {}, spec.title), this.flow);
  }

  draw({ form }) {
    this.figure.hidden = this.plot.state.view !== "matrix";
    if (this.figure.hidden || !form) return;
    this.flow.classList.toggle("narrow", this.plot.widthOf(this) < 780);
    this.flow.replaceChildren(...COLUMNS.flatMap((names, i) => [
      ...(i ? [make("p", { class: "makes" }, make("span", { class: "way", "aria-hidden": "true" }, "→"), MADE[i - 1])] : []),
      make("div", { class: "stack" }, ...names.map((name) => this.card(name, form[name]))),
    ]));
  }

  card(name, pair) {
    if (name === "L") return make("div", { class: "card" }, make("b", { class: "ahead" }, `L = ${words(pair)}`));
    const shape = name === "b" ? "2" : `${pair[0].length}×${pair[0][0].length}`;
    return make("div", { class: "card" },
      this.block("ahead", `${name} → ${shape}`, pair[0], 2), this.block("back", `d${name} ← ${shape}`, pair[1], 3),
      make("p", {}, FORMULAS[name]));
  }

  block(kind, caption, rows, digits) {
    const cell = (v) => make("td", {}, Math.abs(v) < 1000 ? (v + 0).toFixed(digits).replace("-", "−") : say(v, digits));
    return make("table", { class: kind }, make("caption", {}, caption), make("tbody", {}, ...rows.map((row) => make("tr", {}, ...row.map(cell)))));
  }
}

VIEWS.neuron = NeuronView;
VIEWS.matrices = MatrixView;
