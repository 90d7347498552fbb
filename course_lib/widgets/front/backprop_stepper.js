// The backprop stepper: one neuron forward, backward and updated, and the same chain in matrices.

const ALL = 7; // steps of both passes; after the third one the loss is known

const LOSSES = {
  mse: { words: "L = (a − y)²", value: (a, y) => (a - y) ** 2, slope: (a, y) => 2 * (a - y) },
  binary_cross_entropy: {
    words: "L = −ln p(y)",
    value: crossEntropy,
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

// Why the loss cannot be computed, or "".
function obstacle({ a, L, dL_dz }, { y }, loss) {
  if (loss === "binary_cross_entropy" && !(a >= 0 && a <= 1)) return `Cross-entropy needs an output from 0 to 1, got a = ${say(a)}. Take the sigmoid for φ.`;
  if (loss === "binary_cross_entropy" && !(y >= 0 && y <= 1)) return `Cross-entropy needs a target from 0 to 1, got y = ${say(y)}.`;
  return Number.isFinite(L) && Number.isFinite(dL_dz) ? "" : "The loss is no finite number any more. Choose smaller numbers.";
}

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
    const { w1, w2, b } = plot.spec.state;
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
    ];
    return [tabled("The neuron, as far as you have stepped", ["", "value", "derivative of L"], rows, { named: true })];
  },
};
