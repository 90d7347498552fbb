// Losses and steps of the playground's training.

const RISK = 4; // λ of the credit risk loss, as in course_lib
const HEAVIEST = 1e6; // no useful weight is as large; above it training has diverged

// A loss for one output z: the output, the loss, and n times dL/dz. Targets are 0 and 1, or any
// numbers where the answer is a number.
const sigmoid = ACTIVATIONS.sigmoid[0];
const slopeOf = (p) => p * (1 - p);
const LOSSES = {
  binary_cross_entropy: { output: sigmoid, push: (p, y) => p - y, loss: crossEntropy },
  mse: { output: sigmoid, push: (p, y) => 2 * (p - y) * slopeOf(p), loss: (p, y) => (p - y) ** 2 },
  hinge: { output: (z) => z, push: (s, y) => ((2 * y - 1) * s < 1 ? 1 - 2 * y : 0), loss: (s, y) => Math.max(0, 1 - (2 * y - 1) * s) },
  credit_risk: { output: sigmoid, push: (p, y) => 2 * (p - y + RISK * (1 - y) * p) * slopeOf(p),
    loss: (p, y) => (p - y) ** 2 + RISK * (1 - y) * p * p },
  numbers: { output: (z) => z, push: (p, y) => 2 * (p - y), loss: (p, y) => (p - y) ** 2 },
};
const isNumber = (state) => state.data === "plane" || state.data === "hills";
const lossOf = (state) => LOSSES[isNumber(state) ? "numbers" : state.loss];

function network(sizes, sdOf, uniform) {
  const W = sizes.slice(1).map((n, l) => filled(sizes[l] * n, () => sdOf(sizes[l], n) * normal(uniform)));
  return { sizes, W, b: sizes.slice(1).map((n) => new Float64Array(n)), steps: 0 };
}

// Weights that fit into another shape are kept; the output layer stays the output layer.
function reshaped(old, fresh) {
  const last = fresh.W.length - 1;
  fresh.W.forEach((W, l) => {
    const from = l === last ? old.W.length - 1 : l;
    if (l !== last && l >= old.W.length - 1) return;
    const [rows, columns, before] = [fresh.sizes[l], fresh.sizes[l + 1], old.sizes[from + 1]];
    for (let i = 0; i < Math.min(rows, old.sizes[from]); i += 1) {
      for (let j = 0; j < Math.min(columns, before); j += 1) W[i * columns + j] = old.W[from][i * before + j];
    }
    for (let j = 0; j < Math.min(columns, before); j += 1) fresh.b[l][j] = old.b[from][j];
  });
  return { ...fresh, steps: old.steps };
}

// One gradient step on n rows, and the shrinking of L1 and L2 after it.
function step(net, X, y, n, { g, slope, loss, rate, l1 = 0, l2 = 0, masks = null, off = null }) {
  const passed = forward(net, X, n, g, masks, off);
  const delta = filled(n, (_, q) => loss.push(loss.output(passed.layers.at(-1)[q]), y[q]) / n);
  backward(net, passed, delta, n, slope, masks, off).forEach(([gW, gb], l) => {
    const W = net.W[l];
    for (let k = 0; k < gb.length; k += 1) net.b[l][k] -= rate * gb[k];
    for (let k = 0; k < W.length; k += 1) {
      const moved = W[k] - rate * gW[k];
      W[k] = (moved - clip(moved, -rate * l1, rate * l1)) / (1 + 2 * rate * l2);
    }
  });
  net.steps += 1;
}

// Of a part of the data: the mean loss, and the share of right answers.
function meanLoss(net, part, g, loss, off) {
  const outputs = part.n ? [...forward(net, part.X, part.n, g, null, off).layers.at(-1)].map(loss.output) : [];
  const border = loss === LOSSES.hinge ? 0 : 0.5;
  return {
    loss: mean(outputs.map((p, q) => loss.loss(p, part.y[q]))),
    right: mean(outputs.map((p, q) => Number(p > border === part.y[q] > 0.5))),
  };
}

const copyOf = (net) => ({ ...net, W: net.W.map((w) => w.slice()), b: net.b.map((b) => b.slice()) });
const isSane = (net) => [...net.W, ...net.b].every((part) => part.every((w) => Math.abs(w) < HEAVIEST));

// Training-mode factors of each hidden layer, for dropout.
function masksOf(net, n, p, uniform) {
  return p ? net.sizes.slice(1, -1).map((units) => factors(uniform, p, n * units)) : null;
}

// As many steps as a picture has, each on some points; a network that runs away is taken back.
function train(plot) {
  const { state, memory, arrays } = plot;
  follow(plot);
  const { net, train: data, off } = memory;
  if (!data.n) throw new Said("There is no point left to train on: paint some, or choose data.");
  memory.uniform ??= draws(99);
  const settings = { ...activation(state.activation, arrays), loss: lossOf(state), rate: state.rate, l1: state.l1, l2: state.l2, off };
  const before = copyOf(net);
  const n = Math.min(state.batch, data.n);
  const inputs = rowsOf(data.X, net.sizes[0]);
  for (let k = 0; k < state.speed; k += 1) {
    const rows = listOf(n, () => Math.floor(memory.uniform() * data.n));
    memory.masks = masksOf(net, n, state.dropout, memory.uniform);
    step(net, joined(rows.map((q) => inputs[q])), rows.map((q) => data.y[q]), n, { ...settings, masks: memory.masks });
  }
  if (!isSane(net)) {
    memory.net = before;
    throw new Said(`Training has diverged after step ${say(before.steps)}: the weights ran away. Lower the learning rate, then press Reset.`);
  }
  note(plot);
}

// Add to the curves; the oldest part gets coarser, never lost.
function note(plot) {
  const { memory } = plot;
  const [train, held] = lossesOf(plot);
  memory.looks = (memory.looks ?? 0) + 1;
  if (memory.looks % memory.every === 0) memory.history.push([memory.net.steps, train.loss, held.loss]);
  if (memory.history.length > KEPT) {
    memory.history = memory.history.filter((_, i) => i % 2);
    memory.every *= 2;
  }
  if (plot.state.patience && !Number.isNaN(held.loss)) stopEarly(plot, held.loss);
}

function stopEarly(plot, loss) {
  const { memory, state: { patience } } = plot;
  const { net, best } = memory;
  if (!best || loss < best.loss) memory.best = { loss, at: net.steps, net: copyOf(net), waited: 0 };
  else best.waited += 1;
  if (memory.best.waited <= patience) return;
  memory.net = copyOf(best.net);
  memory.stopped = ` Stopped early: the held-out loss had not fallen for ${patience} looks. The weights of step ${say(best.at)} are kept.`;
  best.waited = 0;
  plot.pause();
}

function lossesOf({ state, arrays, memory: { net, train, held, off } }) {
  const { g } = activation(state.activation, arrays);
  return [train, held].map((part) => meanLoss(net, part, g, lossOf(state), off));
}
