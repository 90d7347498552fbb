// The augmentation viewer: changed digits and signals, and small networks that learn from them.

const SHOWN = 6;
const DRAWS = 8; // pictures
const [FEW, COPIES, PAIRS] = [100, 4, 8]; // examples to learn from, changed copies of each, seeds
const [HIDDEN, UPDATES, BATCH, RATE] = [32, 500, 25, 0.005];
const CLEAR = 2.4; // standard errors: with 8 pairs an interval of 95 %
const SIDES = { digits: 8, signals: 40 }; // length of a row

const mean = (values) => values.reduce((sum, v) => sum + v, 0) / values.length;

// -- changes ----------------------------------------------------------------------------
// Each takes the values of one example, the strength and uniform random numbers.

// Moved down and right by whole places; what moves in is 0.
const moved = (values, side, down, right) => values.map((_, i) => {
  const [row, column] = [Math.floor(i / side) - down, (i % side) - right];
  const inside = row >= 0 && row < values.length / side && column >= 0 && column < side;
  return inside ? values[row * side + column] : 0;
});

// Turned about the centre, counter-clockwise, interpolated between four neighbours.
function rotated(values, side, degrees) {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const at = (row, column) => (row < 0 || row >= side || column < 0 || column >= side ? 0 : values[row * side + column]);
  const middle = (side - 1) / 2;
  return values.map((_, i) => {
    const [r, c] = [Math.floor(i / side) - middle, (i % side) - middle];
    const [row, column] = [clip(middle + r * cos + c * sin, -1, side), clip(middle - r * sin + c * cos, -1, side)];
    const [top, left] = [Math.floor(row), Math.floor(column)];
    const [down, right] = [row - top, column - left];
    return (1 - down) * ((1 - right) * at(top, left) + right * at(top, left + 1)) + down * ((1 - right) * at(top + 1, left) + right * at(top + 1, left + 1));
  });
}

const mirrored = (values, side) => values.map((_, i) => values[i - (i % side) + side - 1 - (i % side)]);

const cut = (values, side, size, top, left) => values.map((value, i) => {
  const [row, column] = [Math.floor(i / side) - top, (i % side) - left];
  return row >= 0 && row < size && column >= 0 && column < size ? 0 : value;
});

const whole = (uniform, low, high) => low + Math.floor(uniform() * (high - low + 1));
const noisy = (values, sd, uniform) => values.map((v) => v + sd * normal(uniform));
const flipped = (side) => (values, p, uniform) => (uniform() < p ? mirrored(values, side) : values);
const CHANGES = {
  noise: noisy,
  "image shift": (values, most, uniform) => moved(values, 8, whole(uniform, -most, most), whole(uniform, -most, most)),
  rotation: (values, most, uniform) => rotated(values, 8, (2 * uniform() - 1) * most),
  "cut-out": (values, size, uniform) => cut(values, 8, size, whole(uniform, 0, 8 - size), whole(uniform, 0, 8 - size)),
  "horizontal flip": flipped(8),
  "signal noise": noisy,
  "signal shift": (values, most, uniform) => moved(values, 40, 0, whole(uniform, -most, most)),
  "signal scale": (values, spread, uniform) => values.map((v) => v * (1 + spread * (2 * uniform() - 1))),
  "signal reversal": flipped(40),
};

// -- networks ---------------------------------------------------------------------------

// One hidden layer of ReLU, softmax, cross-entropy, Adam.
function network(inputs, classes, uniform) {
  const edge = Math.sqrt(6 / (HIDDEN + classes));
  const W = filled(inputs * HIDDEN, () => Math.sqrt(2 / inputs) * normal(uniform));
  const V = filled(HIDDEN * classes, () => edge * (2 * uniform() - 1));
  return ready([W, new Float64Array(HIDDEN), V, new Float64Array(classes)]);
}

const ready = (parts) => ({ parts, steps: 0, means: parts.map((p) => p.map(() => 0)), squares: parts.map((p) => p.map(() => 0)) });

// out = bias + input · weights, for one row.
function layer(input, weights, bias) {
  const out = Float64Array.from(bias);
  for (let i = 0; i < input.length; i += 1) {
    const a = input[i];
    if (a === 0) continue;
    for (let j = 0; j < out.length; j += 1) out[j] += a * weights[i * out.length + j];
  }
  return out;
}

function passed({ parts: [W, b, V, c] }, x) {
  const hidden = layer(x, W, b);
  for (let j = 0; j < hidden.length; j += 1) hidden[j] = Math.max(0, hidden[j]);
  return { hidden, scores: layer(hidden, V, c) };
}

// The gradients of the mean cross-entropy of some rows, summed into four arrays.
function slopes(net, X, labels) {
  const [gW, gb, gV, gc] = net.parts.map((p) => new Float64Array(p.length));
  const V = net.parts[2];
  X.forEach((x, q) => {
    const { hidden, scores } = passed(net, x);
    const top = Math.max(...scores);
    const powers = scores.map((s) => Math.exp(s - top));
    const sum = powers.reduce((a, p) => a + p, 0);
    const delta = powers.map((p, k) => (p / sum - (labels[q] === k ? 1 : 0)) / X.length);
    const back = new Float64Array(hidden.length);
    for (let k = 0; k < delta.length; k += 1) gc[k] += delta[k];
    for (let j = 0; j < hidden.length; j += 1) {
      if (hidden[j] === 0) continue;
      for (let k = 0; k < delta.length; k += 1) {
        gV[j * delta.length + k] += hidden[j] * delta[k];
        back[j] += V[j * delta.length + k] * delta[k];
      }
      gb[j] += back[j];
    }
    for (let i = 0; i < x.length; i += 1) {
      if (x[i] === 0) continue;
      for (let j = 0; j < back.length; j += 1) gW[i * back.length + j] += x[i] * back[j];
    }
  });
  return [gW, gb, gV, gc];
}

function update(net, X, labels) {
  net.steps += 1;
  const [first, second] = [1 - 0.9 ** net.steps, 1 - 0.999 ** net.steps];
  slopes(net, X, labels).forEach((gradient, l) => {
    const [part, m, v] = [net.parts[l], net.means[l], net.squares[l]];
    for (let k = 0; k < part.length; k += 1) {
      m[k] += 0.1 * (gradient[k] - m[k]);
      v[k] += 0.001 * (gradient[k] ** 2 - v[k]);
      part[k] -= (RATE * m[k]) / first / (Math.sqrt(v[k] / second) + 1e-8);
    }
  });
}

function wrong(net, X, labels) {
  const misses = X.filter((x, q) => {
    const { scores } = passed(net, x);
    return scores.indexOf(Math.max(...scores)) !== labels[q];
  });
  return (100 * misses.length) / X.length;
}

// -- the experiment ---------------------------------------------------------------------

function shuffled(count, uniform) {
  const rows = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i -= 1) {
    const j = Math.floor(uniform() * (i + 1));
    [rows[i], rows[j]] = [rows[j], rows[i]];
  }
  return rows;
}

// Examples as lists of numbers, with their labels.
function world(arrays, kind) {
  const [zero, unit] = arrays[`${kind}_bytes`];
  const [count, length] = arrays[kind].shape;
  const X = Array.from({ length: count }, (_, i) => Float64Array.from(arrays[kind].subarray(i * length, (i + 1) * length), (b) => (b - zero) / unit));
  return { X, labels: [...arrays[`${kind}_labels`]] };
}

const rowsOf = (seed, count) => shuffled(count, draws(1000 + seed));

// One network of a pair: the same training rows, the same start, as many updates; `changed` are
// the copies, or null.
function trainee({ X, labels }, classes, seed, changed) {
  const order = rowsOf(seed, X.length);
  const [few, others] = [order.slice(0, FEW), order.slice(FEW)];
  const pick = (rows) => ({ X: rows.map((i) => X[i]), labels: rows.map((i) => labels[i]) });
  const train = pick(few);
  const own = train.labels;
  if (changed) train.X = [...train.X, ...changed];
  if (changed) train.labels = Array.from({ length: COPIES + 1 }, () => own).flat();
  const net = network(X[0].length, classes, draws(2000 + seed));
  return { net, train, held: pick(others), uniform: draws(3000 + seed), order: [] };
}

function advance(student) {
  const { net, train, uniform } = student;
  if (!student.order.length) student.order = shuffled(train.X.length, uniform);
  const rows = student.order.splice(0, BATCH);
  update(net, rows.map((i) => train.X[i]), rows.map((i) => train.labels[i]));
}

function copiesOf(experiment, seed) {
  const { data, change, strength, copies } = experiment;
  if (copies) return copies.slice(seed * FEW * COPIES, (seed + 1) * FEW * COPIES);
  const uniform = draws(4000 + seed);
  const few = rowsOf(seed, data.X.length).slice(0, FEW);
  return Array.from({ length: COPIES }, () => few.map((i) => CHANGES[change](data.X[i], strength, uniform))).flat();
}

// Train for some milliseconds; the network that is done is judged, and the next one begins.
function measure(plot) {
  const { experiment } = plot.memory;
  const pause = matchMedia("(prefers-reduced-motion: reduce)").matches ? 200 : 25;
  for (const start = performance.now(); performance.now() - start < pause;) {
    const { without, with_it } = experiment;
    if (with_it.length === PAIRS) return plot.pause();
    const augmented = without.length > with_it.length;
    const seed = with_it.length;
    experiment.student ??= trainee(experiment.data, experiment.classes, seed, augmented ? copiesOf(experiment, seed) : null);
    const { student } = experiment;
    if (student.net.steps < UPDATES) advance(student);
    else {
      (augmented ? with_it : without).push(wrong(student.net, student.held.X, student.held.labels));
      experiment.student = null;
    }
  }
}

// The mean paired change of the error and its standard error.
function difference(without, withIt) {
  const gaps = withIt.map((e, i) => e - without[i]);
  const middle = mean(gaps);
  return [middle, Math.sqrt(gaps.reduce((sum, g) => sum + (g - middle) ** 2, 0) / (gaps.length - 1) / gaps.length)];
}

// -- what is seen -----------------------------------------------------------------------

const spec = (plot) => plot.views[0].spec.marks;
const factOf = (plot) => spec(plot).find((f) => f.kind === "fact" && f.name === plot.state.change);
const namesOf = (plot, kind) => spec(plot).find((f) => f.kind === "names" && f.data === kind).names;

function examples(plot, fact) {
  const { state, arrays, memory } = plot;
  const { data: kind, name, strength } = fact;
  const { X, labels } = (memory[kind] ??= world(arrays, kind));
  const draw = Number.isFinite(state.seed) ? Math.abs(Math.floor(state.seed)) : 0;
  const uniform = draws(draw + 1);
  const side = SIDES[kind];
  return Array.from({ length: SHOWN }, (_, i) => {
    const row = (draw % DRAWS) * SHOWN + i;
    const own = arrays[`own_${kind}`]?.subarray(row * X[0].length, (row + 1) * X[0].length);
    const changed = strength ? CHANGES[name](X[row], state[strength], uniform) : own ?? X[row].map(() => NaN);
    return { label: namesOf(plot, kind)[labels[row]], before: X[row], after: changed, side };
  });
}

function told(plot, fact) {
  const { strength, gentle, keeps, why, name } = fact;
  if (!strength) return fact.trouble ? "" : "Your change: does every changed example still deserve its label?";
  const control = plot.controls[strength];
  const most = `${say(gentle)}${control.spec.unit ?? ""}`;
  const says = control.value === 0 ? "changes nothing" : !keeps ? "loses the label"
    : control.value > gentle ? `kept up to about ${most}; here, look at the changed examples` : "keeps the label";
  return `${name}, ${control.spec.label.toLowerCase()} ${control.spoken()}: ${says}. ${why}`;
}

function measured({ without, with_it }) {
  if (with_it.length < PAIRS) return ` Measuring: ${with_it.length} of ${PAIRS} seeds.`;
  const [gap, error] = difference(without, with_it);
  const clear = Math.abs(gap) > CLEAR * error ? "clear" : "not told from chance";
  return ` Error ${say(mean(without), 1)} % without, ${say(mean(with_it), 1)} % with: change ${gap > 0 ? "+" : ""}${say(gap, 1)} ± ${say(CLEAR * error, 1)} points (${PAIRS} seeds, ${clear}).`;
}

function errors({ without, with_it }) {
  const done = with_it.map((_, i) => i);
  const [a, b] = [mean(without.slice(0, with_it.length)), mean(with_it)];
  return {
    left: without.map(() => 0), right: with_it.map(() => 1), without, with_it,
    pair_x: done.flatMap(() => [0, 1, NaN]), pair_y: done.flatMap((i) => [without[i], with_it[i], NaN]),
    mean_x: [-0.16, 0.16, NaN, 0.84, 1.16], mean_y: done.length ? [a, a, NaN, b, b] : [],
    limits: { error: { y: [0, Math.max(...without, ...with_it, 0) > 50 ? 100 : 50] } },
    hint: without.length ? "" : "press Measure the error",
  };
}

// Pairs of small pictures with the label above: pixels, or a curve.
class ExamplesView {
  constructor(plot, given) {
    Object.assign(this, { plot, spec: given });
    this.cells = Array.from({ length: SHOWN }, () => {
      const canvases = [make("canvas", {}), make("canvas", {})];
      const name = make("b", {});
      return { name, canvases, box: make("div", { class: "pair", role: "img" }, name, make("div", {}, canvases[0], " → ", canvases[1])) };
    });
    this.figure = make("figure", { class: "examples" }, make("figcaption", {}, given.title), make("div", { class: "cells" }, ...this.cells.map((c) => c.box)));
  }

  draw({ shown }) {
    shown.forEach(({ label, before, after, side }, i) => {
      const { name, canvases, box } = this.cells[i];
      name.textContent = label;
      box.setAttribute("aria-label", `${label}, as it is and changed`);
      [before, after].forEach((values, k) => (side === 8 ? this.pixels : this.curve).call(this, canvases[k], values, k ? "red" : "blue"));
    });
  }

  pixels(canvas, values) {
    Object.assign(canvas, { width: 8, height: 8 });
    const upwards = values.map((_, i) => values[(7 - Math.floor(i / 8)) * 8 + (i % 8)]); // the first row is the upper one
    paintField(canvas.getContext("2d"), upwards, [8, 8], this.plot.ramp("ink"), [0, 1], [0, 0, 8, 8], false);
  }

  curve(canvas, values, colour) {
    Object.assign(canvas, { width: 192, height: 192 });
    const context = canvas.getContext("2d");
    context.strokeStyle = css(this.plot.colours[colour]);
    context.lineWidth = 3;
    context.beginPath();
    values.forEach((v, i) => context.lineTo(4 + (184 * i) / (values.length - 1), 132 - 66 * v));
    context.stroke();
  }
}

VIEWS.examples = ExamplesView;

plots.augmentation_viewer = {
  maths: { moved, rotated, mirrored, cut, CHANGES, ready, update, wrong, difference, trainee, world },

  compute(state, arrays, plot) {
    const { memory } = plot;
    const fact = factOf(plot);
    const key = JSON.stringify([state.change, state[fact.strength]]);
    if (memory.key !== key) { // forget what was measured with other settings
      Object.assign(memory, { key, experiment: null, waits: false });
      if (plot.playing) plot.pause();
    }
    if (fact.trouble) plot.complain(fact.trouble);
    const experiment = memory.experiment ?? { without: [], with_it: [] };
    const news = memory.waits ? " Your function is asked for the changed copies." : memory.experiment ? measured(experiment) : "";
    return { shown: examples(plot, fact), ...errors(experiment), line: `${told(plot, fact)}${news}` };
  },

  again: (plot) => plot.change({ seed: plot.state.seed + 1 }),

  // The student's own change is asked for the copies of all training sets.
  measure(plot) {
    const { memory, state } = plot;
    const fact = factOf(plot);
    const data = (memory[fact.data] ??= world(plot.arrays, fact.data));
    if (fact.trouble) throw new Said(fact.trouble);
    memory.key = JSON.stringify([state.change, state[fact.strength]]);
    memory.experiment = { data, classes: namesOf(plot, fact.data).length, change: state.change, strength: state[fact.strength], without: [], with_it: [], student: null };
    memory.waits = !fact.strength;
    if (fact.strength) return plot.play();
    plot.pause();
    memory.presses = (memory.presses ?? 0) + 1;
    const sets = Array.from({ length: PAIRS }, (_, seed) => rowsOf(seed, data.X.length).slice(0, FEW));
    plot.kernel.ask({ kind: fact.data, sets, mark: memory.presses });
  },

  frame: measure,

  after({ copies }, plot) {
    const { memory } = plot;
    const again = () => (plot.result?.shown ? plot.front.compute(plot.state, plot.arrays, plot) : {});
    if (!copies || !memory.waits) return again();
    const length = copies.shape[2];
    memory.experiment.copies = Array.from({ length: copies.length / length }, (_, i) => copies.subarray(i * length, (i + 1) * length));
    memory.waits = false;
    plot.play();
    return again();
  },

  table(plot) {
    const rows = plot.result.shown.map(({ label, before, after }) => [label, say(mean(before)), say(mean(after)), say(Math.max(...before.map((v, i) => Math.abs(after[i] - v))))]);
    const head = ["example", "mean value", "mean, changed", "largest change"].map((text) => make("th", { scope: "col" }, text));
    const body = rows.map((row) => make("tr", {}, ...row.map((text) => make("td", {}, text))));
    return [make("table", {}, make("caption", {}, "The examples"), make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...body))];
  },
};
