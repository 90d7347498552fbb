// The chain of the stepper in matrices: its arithmetic and its cards.

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

const MATRIX_LINE = "Matrix form, 3 examples and 2 units; the first row of X and the first column of W are the one neuron’s. "
  + "A gradient has the shape of what it differentiates, so each arrow carries one shape both ways.";

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
    const cell = (v) => (Math.abs(v) < 1000 ? (v + 0).toFixed(digits).replace("-", "−") : say(v, digits));
    return tabled(caption, null, rows.map((row) => row.map(cell)), { kind });
  }
}

VIEWS.matrices = MatrixView;
