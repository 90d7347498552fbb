// The network playground: data, network and training, all of it changeable while it trains.

const [LIMIT, GRID, TILE, KEPT] = [3, 44, 20, 400];
const HEAVIEST = 1e6; // no useful weight is as large; above it training has diverged
const RISK = 4; // λ of the credit risk loss, as in course_lib
const EPS = 2 ** -52;
const FEATURES = {
  x1: ["x₁", (x) => x], x2: ["x₂", (_, y) => y], x1x1: ["x₁²", (x) => x * x], x2x2: ["x₂²", (_, y) => y * y],
  x1x2: ["x₁x₂", (x, y) => x * y], sin1: ["sin x₁", (x) => Math.sin(x)], sin2: ["sin x₂", (_, y) => Math.sin(y)],
};

// A loss for one output z: the output, the loss, and n times dL/dz. Targets are 0 and 1, or any
// numbers where the answer is a number.
const sigmoid = ACTIVATIONS.sigmoid[0];
const slopeOf = (p) => p * (1 - p);
const LOSSES = {
  binary_cross_entropy: { output: sigmoid, push: (p, y) => p - y,
    loss: (p, y) => -(y * Math.log(clip(p, EPS, 1 - EPS)) + (1 - y) * Math.log1p(-clip(p, EPS, 1 - EPS))) },
  mse: { output: sigmoid, push: (p, y) => 2 * (p - y) * slopeOf(p), loss: (p, y) => (p - y) ** 2 },
  hinge: { output: (z) => z, push: (s, y) => ((2 * y - 1) * s < 1 ? 1 - 2 * y : 0), loss: (s, y) => Math.max(0, 1 - (2 * y - 1) * s) },
  credit_risk: { output: sigmoid, push: (p, y) => 2 * (p - y + RISK * (1 - y) * p) * slopeOf(p),
    loss: (p, y) => (p - y) ** 2 + RISK * (1 - y) * p * p },
  numbers: { output: (z) => z, push: (p, y) => 2 * (p - y), loss: (p, y) => (p - y) ** 2 },
};

// -- the network ------------------------------------------------------------------------

// W[l] has sizes[l] rows and sizes[l + 1] columns; off holds hidden units as "layer.unit", from 1.
function network(sizes, sdOf, uniform) {
  const W = sizes.slice(1).map((n, l) => filled(sizes[l] * n, () => sdOf(sizes[l], n, l) * normal(uniform)));
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

// All activations of n rows of X, the input first; the last entry is z of the output. `masks`
// holds for each hidden layer the factors of its entries: 0, or 1 / (1 − p), or 1.
function forward(net, X, n, g, masks = null, off = null) {
  const layers = [X];
  const zs = [];
  net.W.forEach((W, l) => {
    const [rows, columns] = [net.sizes[l], net.sizes[l + 1]];
    const z = new Float64Array(n * columns);
    for (let q = 0; q < n; q += 1) {
      for (let j = 0; j < columns; j += 1) z[q * columns + j] = net.b[l][j];
      for (let i = 0; i < rows; i += 1) {
        const a = layers[l][q * rows + i];
        if (a === 0) continue;
        for (let j = 0; j < columns; j += 1) z[q * columns + j] += a * W[i * columns + j];
      }
    }
    zs.push(z);
    if (l === net.W.length - 1) return layers.push(z);
    const a = new Float64Array(z.length);
    const mask = masks?.[l];
    for (let j = 0; j < columns; j += 1) {
      if (off?.has(`${l + 1}.${j + 1}`)) continue;
      for (let k = j; k < z.length; k += columns) a[k] = mask ? g(z[k]) * mask[k] : g(z[k]);
    }
    layers.push(a);
  });
  return { layers, zs };
}

// One gradient step on n rows, and the shrinking of L1 and L2 after it.
function step(net, X, y, n, { g, slope, loss, rate, l1 = 0, l2 = 0, masks = null, off = null }) {
  const { layers, zs } = forward(net, X, n, g, masks, off);
  let delta = filled(n, (_, q) => loss.push(loss.output(layers.at(-1)[q]), y[q]) / n);
  const steps = [];
  for (let l = net.W.length - 1; l >= 0; l -= 1) {
    const [rows, columns, W] = [net.sizes[l], net.sizes[l + 1], net.W[l]];
    const [gW, gb, back] = [new Float64Array(W.length), new Float64Array(columns), new Float64Array(n * rows)];
    const still = Array.from({ length: rows }, (_, i) => Boolean(l && off?.has(`${l}.${i + 1}`)));
    for (let q = 0; q < n; q += 1) {
      for (let j = 0; j < columns; j += 1) gb[j] += delta[q * columns + j];
      for (let i = 0; i < rows; i += 1) {
        const a = layers[l][q * rows + i];
        let sum = 0;
        for (let j = 0; j < columns; j += 1) {
          const d = delta[q * columns + j];
          gW[i * columns + j] += a * d;
          sum += W[i * columns + j] * d;
        }
        if (l && !still[i]) back[q * rows + i] = sum * slope(zs[l - 1][q * rows + i]) * (masks ? masks[l - 1][q * rows + i] : 1);
      }
    }
    steps.push([l, gW, gb]);
    delta = back;
  }
  for (const [l, gW, gb] of steps) {
    const W = net.W[l];
    for (let k = 0; k < gb.length; k += 1) net.b[l][k] -= rate * gb[k];
    for (let k = 0; k < W.length; k += 1) {
      const moved = W[k] - rate * gW[k];
      W[k] = (moved - clip(moved, -rate * l1, rate * l1)) / (1 + 2 * rate * l2);
    }
  }
  net.steps += 1;
}

function meanLoss(net, part, g, loss, off) {
  if (!part.n) return { loss: NaN, right: NaN };
  const z = forward(net, part.X, part.n, g, null, off).layers.at(-1);
  let [sum, right] = [0, 0];
  for (let q = 0; q < part.n; q += 1) {
    const p = loss.output(z[q]);
    sum += loss.loss(p, part.y[q]);
    const said = loss === LOSSES.hinge ? p > 0 : p > 0.5;
    if (said === part.y[q] > 0.5) right += 1;
  }
  return { loss: sum / part.n, right: right / part.n };
}

const copyOf = (net) => ({ ...net, W: net.W.map((w) => w.slice()), b: net.b.map((b) => b.slice()) });
const sane = (net) => [...net.W, ...net.b].every((part) => part.every((w) => Math.abs(w) < HEAVIEST));

// -- data -------------------------------------------------------------------------------

const featuresOf = (state) => Object.keys(FEATURES).filter((name) => state.features.split(",").includes(name));
const inputs = (points, names) => Float64Array.from(points.flatMap(([x, y]) => names.map((name) => FEATURES[name][1](x, y))));
const part = (points, names) => ({ points, n: points.length, X: inputs(points, names), y: points.map((p) => p[2]) });

// The stored points with noise, without what was removed, with what was painted.
function dataOf(state, arrays, memory) {
  const all = arrays[`points_${state.data}`];
  const count = all.shape[1];
  const from = (state.draw % all.shape[0]) * count * 3;
  const uniform = draws(17 + state.draw);
  const shift = () => state.noise * normal(uniform);
  const points = Array.from({ length: count }, (_, i) => {
    const [x, y, label] = all.subarray(from + 3 * i, from + 3 * i + 3);
    return [clip(x + shift(), -LIMIT, LIMIT), clip(y + shift(), -LIMIT, LIMIT), label];
  });
  const trained = Math.round((state.share / 100) * count);
  const here = (offset) => (_, i) => !memory.removed.has(i + offset);
  return { train: [...points.slice(0, trained).filter(here(0)), ...memory.added], held: points.slice(trained).filter(here(trained)), points };
}

const isNumber = (state) => state.data === "plane" || state.data === "hills";
const lossOf = (state) => LOSSES[isNumber(state) ? "numbers" : state.loss];

// -- training ---------------------------------------------------------------------------

function sizesOf(state) {
  const hidden = state.hidden.split(",").map(Number).filter((n) => Number.isInteger(n) && n > 0 && n <= 8).slice(0, 6);
  return [featuresOf(state).length, ...hidden, 1];
}

function freshNetwork(state, arrays) {
  const family = ["relu", "leaky_relu", "elu"].includes(state.activation);
  const sd = { usual: (n, m) => Math.sqrt(2 / (family ? n : n + m)), zeros: () => 0, small: () => 0.01, large: () => 2 }[state.start];
  return network(sizesOf(state), sd, draws(1000 + state.seed));
}

// Bring network and data in line with the controls. Other weights only for another seed or start.
function follow(state, arrays, memory) {
  memory.added ??= [];
  memory.removed ??= new Set();
  if (state.state && memory.read !== state.state) unpack(state, memory);
  const born = `${state.seed}|${state.start}`;
  if (!memory.net || memory.born !== born) {
    memory.net = memory.given ?? freshNetwork(state, arrays);
    Object.assign(memory, { born, history: [], every: 1, best: null, stopped: "" });
  }
  if (memory.given && String(memory.given.sizes) !== String(sizesOf(state))) memory.given = null;
  memory.given = null;
  if (String(memory.net.sizes) !== String(sizesOf(state))) memory.net = reshaped(memory.net, freshNetwork(state, arrays));
  const which = JSON.stringify([state.data, state.draw, state.noise, state.share, state.features, memory.added, [...memory.removed]]);
  if (memory.which !== which) {
    const { train, held, points } = dataOf(state, arrays, memory);
    const names = featuresOf(state);
    Object.assign(memory, { which, train: part(train, names), held: part(held, names), points });
    memory.grid = inputs(square(GRID), names);
    memory.tile = inputs(square(TILE), names);
  }
  memory.off = new Set(state.off.split(",").filter(Boolean));
}

const square = (side) => Array.from({ length: side * side }, (_, k) => [-LIMIT + (2 * LIMIT * (k % side)) / (side - 1), -LIMIT + (2 * LIMIT * Math.floor(k / side)) / (side - 1)]);

function masksOf(net, n, p, uniform) {
  if (!p) return null;
  return net.sizes.slice(1, -1).map((units) => filled(n * units, () => (uniform() >= p ? 1 / (1 - p) : 0)));
}

function train(plot) {
  const { state, memory, arrays } = plot;
  follow(state, arrays, memory);
  const { net, train: data, off } = memory;
  if (!data.n) throw new Said("There is no point left to train on: paint some, or choose data.");
  memory.uniform ??= draws(99);
  const curve = activation(state.activation, arrays);
  const before = copyOf(net);
  const n = Math.min(state.batch, data.n);
  const columns = net.sizes[0];
  for (let k = 0; k < state.speed; k += 1) {
    const rows = Array.from({ length: n }, () => Math.floor(memory.uniform() * data.n));
    const X = Float64Array.from(rows.flatMap((q) => [...data.X.subarray(q * columns, (q + 1) * columns)]));
    const masks = masksOf(net, n, state.dropout, memory.uniform);
    memory.masks = masks;
    step(net, X, rows.map((q) => data.y[q]), n, { ...curve, loss: lossOf(state), rate: state.rate, l1: state.l1, l2: state.l2, masks, off });
  }
  if (!sane(net)) {
    Object.assign(memory, { net: before });
    throw new Said(`Training has diverged after step ${say(before.steps)}: the weights ran away. Lower the learning rate, then press Reset.`);
  }
  note(plot);
}

// Add to the curves; the oldest part gets coarser, never lost. Stop early if that is asked for.
function note(plot) {
  const { state, memory } = plot;
  const { net } = memory;
  const g = activation(state.activation, plot.arrays).g;
  const now = [net.steps, meanLoss(net, memory.train, g, lossOf(state), memory.off).loss, meanLoss(net, memory.held, g, lossOf(state), memory.off).loss];
  memory.looks = (memory.looks ?? 0) + 1;
  if (memory.looks % memory.every === 0) memory.history.push(now);
  if (memory.history.length > KEPT) {
    memory.history = memory.history.filter((_, i) => i % 2);
    memory.every *= 2;
  }
  if (!state.patience || Number.isNaN(now[2])) return;
  if (!memory.best || now[2] < memory.best.loss) memory.best = { loss: now[2], at: net.steps, net: copyOf(net), waited: 0 };
  else memory.best.waited += 1;
  if (memory.best.waited > state.patience) {
    memory.net = copyOf(memory.best.net);
    memory.stopped = ` Stopped early: the held-out loss had not fallen for ${state.patience} looks. The weights of step ${say(memory.best.at)} are kept.`;
    memory.best.waited = 0;
    plot.pause();
  }
}

// -- state as text ----------------------------------------------------------------------

const rounded = (values) => Array.from(values, (w) => Number(w.toPrecision(6)));

function pack({ net, added, removed }) {
  return btoa(JSON.stringify({ v: 2, s: net.sizes, W: net.W.map(rounded), b: net.b.map(rounded), n: net.steps, a: added, r: [...removed] }));
}

function unpack(state, memory) {
  memory.read = state.state;
  try {
    const { v, s, W, b, n, a, r } = JSON.parse(atob(state.state));
    const number = (w) => typeof w === "number" && Math.abs(w) < HEAVIEST;
    const fits = v === 2 && String(s) === String(sizesOf(state)) && a.length <= 500 && a.flat().every(number) && r.every(number)
      && W.every((w, l) => w.length === s[l] * s[l + 1] && w.every(number)) && b.every((w, l) => w.length === s[l + 1] && w.every(number));
    if (!fits || W.length !== s.length - 1) throw new Error();
    Object.assign(memory, { given: { sizes: s, W: W.map((w) => Float64Array.from(w)), b: b.map((w) => Float64Array.from(w)), steps: n }, added: a, removed: new Set(r), net: null });
  } catch {
    throw new Said("The state of the playground is damaged: it must be copied whole, with hidden= and features= beside it.");
  }
}

// -- what is seen -----------------------------------------------------------------------

const shownAs = (state, z) => (isNumber(state) ? (z + 1) / 2 : state.loss === "hinge" ? clip((z + 1) / 2, 0, 1) : sigmoid(z));

function seen(plot) {
  const { state, memory, arrays } = plot;
  const { net, off } = memory;
  const { g } = activation(state.activation, arrays);
  const z = forward(net, memory.grid, GRID * GRID, g, null, off).layers.at(-1);
  const answer = z.map((value) => shownAs(state, value));
  answer.shape = [GRID, GRID];
  if (state.discrete) answer.forEach((p, k) => (answer[k] = p > 0.5 ? 1 : 0));
  const maps = forward(net, memory.tile, TILE * TILE, g, null, off).layers;
  return { answer, maps, ...dotsOf(state, memory), ...bend(net, maps, forward(net, memory.train.X, memory.train.n, g, null, off).layers, memory) };
}

function dotsOf(state, { train: data, held }) {
  const found = {};
  for (const [name, { points }] of [["train", data], ["held", state.show_held ? held : { points: [] }]]) {
    for (const label of [0, 1]) {
      const mine = points.filter((p) => p[2] > 0.5 === Boolean(label));
      found[`${name}${label}_x`] = mine.map((p) => p[0]);
      found[`${name}${label}_y`] = mine.map((p) => p[1]);
    }
  }
  return found;
}

// Where two hidden units put the plane's lines and points: all that the next layer sees of them.
function bend(net, maps, data, memory) {
  const layer = clip(memory.chosen?.[0] ?? net.sizes.length - 2, 0, net.sizes.length - 2);
  const units = net.sizes[layer];
  const first = clip(memory.chosen?.[1] ?? 0, 0, units - 1);
  const pair = [first, first + 1 < units ? first + 1 : Math.max(0, first - 1)];
  const column = (values, j) => filled(values.length / units, (_, q) => values[q * units + j]);
  const [x, y] = pair.map((j) => column(maps[layer], j));
  const [sx, sy] = [x, y].map((v) => v.reduce((top, a) => Math.max(top, Math.abs(a)), 1e-9));
  const [mx, my] = [[], []];
  const go = (k) => { mx.push(x[k] / sx); my.push(y[k] / sy); };
  for (let i = 0; i < TILE; i += 3) {
    for (const [from, way] of [[i * TILE, 1], [i, TILE]]) {
      for (let j = 0; j < TILE; j += 1) go(from + j * way);
      mx.push(NaN); my.push(NaN);
    }
  }
  const found = { mesh_x: mx, mesh_y: my, border_x: [], border_y: [] };
  for (const label of [0, 1]) {
    const mine = memory.train.points.flatMap((p, q) => (p[2] > 0.5 === Boolean(label) ? [q] : []));
    found[`bent${label}_x`] = mine.map((q) => data[layer][q * units + pair[0]] / sx);
    found[`bent${label}_y`] = mine.map((q) => data[layer][q * units + pair[1]] / sy);
  }
  const W = net.W.at(-1);
  if (units === 2 && layer === net.sizes.length - 2) { // two units are all that the output sees
    const w = [W[pair[0]] * sx, W[pair[1]] * sy];
    const square_ = w[0] ** 2 + w[1] ** 2;
    const [foot, length] = [-net.b.at(-1)[0] / square_, Math.sqrt(square_)];
    for (const t of square_ > 1e-12 ? [-4, 4] : []) {
      found.border_x.push(foot * w[0] - (t * w[1]) / length);
      found.border_y.push(foot * w[1] + (t * w[0]) / length);
    }
  }
  const nameOf = (j) => (layer ? `unit ${layer}.${j + 1}` : FEATURES[featuresOf(memory.state)[j]][0]);
  return { ...found, bend_names: `across ${nameOf(pair[0])}, up ${nameOf(pair[1])}` };
}

function sentence(plot, now) {
  const { state, memory } = plot;
  const { net } = memory;
  const told = (part, { loss, right }) => (part.n ? `${say(loss)}${isNumber(state) ? "" : ` (${Math.round(100 * right)}% right)`}` : "– (no points)");
  const weights = net.W.flatMap((w) => [...w]);
  const zeros = weights.filter((w) => w === 0).length;
  const penalty = state.l1 * weights.reduce((s, w) => s + Math.abs(w), 0) + state.l2 * weights.reduce((s, w) => s + w * w, 0);
  return `Step ${say(net.steps)}: training loss ${told(memory.train, now[0])}, held-out loss ${told(memory.held, now[1])}.`
    + (penalty ? ` Penalty ${say(penalty)}; ${zeros} of ${weights.length} weights are exactly 0.` : "")
    + (memory.added.length || memory.removed.size ? ` Points painted: ${memory.added.length}, removed: ${memory.removed.size}.` : "")
    + (memory.off.size ? ` Switched off: unit ${[...memory.off].join(", ")}.` : "") + memory.stopped;
}

plots.network_playground = {
  maths: { activation, network, forward, step, meanLoss, LOSSES, reshaped },

  compute(state, arrays, plot) {
    const { memory } = plot;
    memory.state = state;
    follow(state, arrays, memory);
    const { g } = activation(state.activation, arrays);
    const now = [memory.train, memory.held].map((p) => meanLoss(memory.net, p, g, lossOf(state), memory.off));
    const steps = memory.history.map((h) => h[0]);
    const last = Math.max(memory.net.steps, 10);
    const top = Math.max(isNumber(state) ? 0.2 : 0.8, ...memory.history.map((h) => Math.min(1.5, Math.max(h[1], h[2] || 0))));
    return {
      ...seen(plot), steps, loss_train: memory.history.map((h) => h[1]), loss_held: memory.history.map((h) => h[2]),
      kept: memory.best && state.patience ? memory.best.at : NaN, guessing: state.loss === "binary_cross_entropy" && !isNumber(state) ? Math.LN2 : NaN,
      limits: { losses: { x: [0, last], y: [0, top * 1.05] } }, line: sentence(plot, now),
    };
  },

  play(plot) {
    if (plot.playing) plot.pause();
    else plot.play();
  },
  frame: train,
  step: (plot) => train(plot),
  reset(plot) {
    plot.memory.stopped = "";
    plot.change({ seed: plot.state.seed + 1, state: "" });
  },
  points(plot) {
    Object.assign(plot.memory, { added: [], removed: new Set() });
    plot.change({ draw: plot.state.draw + 1 });
  },

  // A press paints; moving on paints more, a little apart. The other colour with Shift or the
  // right button.
  touched(plot, view, [x, y], event) {
    const { memory, state } = plot;
    if (view !== "plane" || Math.max(Math.abs(x), Math.abs(y)) > LIMIT || event.type === "pointerup" || event.type === "pointercancel") return;
    const near = memory.last && Math.hypot(x - memory.last[0], y - memory.last[1]) < 0.25;
    if (event.type === "pointermove" && near) return;
    memory.last = [x, y];
    paint(plot, x, y, event.shiftKey || event.button === 2 || event.buttons === 2);
  },

  more(plot) {
    const { memory } = plot;
    const touched = memory.net && (memory.net.steps || memory.edited || memory.added.length || memory.removed.size);
    return touched ? { state: pack(memory) } : {};
  },

  table(plot) {
    const { net } = plot.memory;
    const rows = weightsOf(plot).map(([key, name]) => [name, entry(net, key)[0][entry(net, key)[1]]]);
    return [tabled("The network", ["weight or bias", "value"], rows)];
  },
};

function paint(plot, x, y, other) {
  const { memory, state } = plot;
  if (state.tool === "removes") {
    const away = (p) => Math.hypot(p[0] - x, p[1] - y);
    const mine = memory.added.findIndex((p) => away(p) < 0.3);
    const near = memory.points.map((p, i) => [away(p), i]).filter(([, i]) => !memory.removed.has(i)).sort((a, b) => a[0] - b[0])[0];
    if (mine >= 0) memory.added.splice(mine, 1);
    else if (near?.[0] < 0.3) memory.removed.add(near[1]);
  } else if (memory.added.length < 500) {
    const first = state.tool === "orange" ? 1 : 0;
    const label = other ? 1 - first : first;
    memory.added.push([Number(x.toFixed(2)), Number(y.toFixed(2)), isNumber(state) ? 2 * label - 1 : label]);
  }
  plot.schedule();
}

// -- the network as a picture -----------------------------------------------------------

const unitName = (plot, l, j) => {
  const { sizes } = plot.memory.net;
  return l === 0 ? FEATURES[featuresOf(plot.state)[j]][0] : l === sizes.length - 1 ? "output" : `unit ${l}.${j + 1}`;
};

// Keys "layer:from:to" of all weights, "layer:b:to" of all biases, with their names.
function weightsOf(plot) {
  const { net } = plot.memory;
  return net.W.flatMap((_, l) => Array.from({ length: net.sizes[l + 1] }, (__, j) => [
    ...Array.from({ length: net.sizes[l] }, (___, i) => [`${l}:${i}:${j}`, `${unitName(plot, l, i)} → ${unitName(plot, l + 1, j)}`]),
    [`${l}:b:${j}`, `bias of ${unitName(plot, l + 1, j)}`],
  ]).flat());
}

function entry(net, key) {
  const [l, i, j] = key.split(":");
  return i === "b" ? [net.b[l], Number(j)] : [net.W[l], i * net.sizes[+l + 1] + Number(j)];
}

// Make parts anew; who stood on one of them stands on the one of that name afterwards.
function keepingFocus(box, make) {
  const from = document.activeElement;
  const name = box.contains(from) && from.getAttribute("aria-label");
  make();
  if (name && !from.isConnected) box.querySelector(`[aria-label="${CSS.escape(name)}"]`)?.focus({ preventScroll: true });
}

class NetworkView {
  constructor(plot, spec) {
    Object.assign(this, { plot, spec, nodes: [] });
    this.canvas = make("canvas", { "aria-hidden": "true" });
    this.svg = make("svg", { role: "group", "aria-label": "The network: inputs on the left, the output on the right" });
    this.layers = make("div", { class: "controls" });
    this.hover = make("p", { class: "hover" });
    this.figure = make("figure", { class: "network" },
      make("figcaption", {}, spec.title), this.layers, make("div", { class: "sheet" }, this.canvas, this.svg), this.hover, this.editor());
    this.svg.addEventListener("pointermove", (event) => this.over(this.edgeAt(event)));
    this.svg.addEventListener("pointerleave", () => this.over(null));
    this.svg.addEventListener("click", (event) => {
      const edge = this.edgeAt(event);
      if (edge && !event.target.closest("g[tabindex]")) this.pick(edge);
    });
  }

  // A list of all weights, a field for the chosen one, and a switch for its unit.
  editor() {
    const id = `${this.plot.key}-weight`;
    this.list = make("select", { id, onchange: () => this.pick(this.list.value) });
    this.field = make("input", { type: "text", inputmode: "decimal", "aria-label": "value of the chosen weight or bias", onchange: () => this.edit() });
    this.switch = make("button", { type: "button", "aria-pressed": "false", onclick: () => this.toggle(this.unit) }, "Switch the unit off");
    return make("div", { class: "controls" }, make("div", { class: "control" }, make("label", { for: id }, "Weight or bias"), this.list, this.field), this.switch);
  }

  pick(key) {
    this.chosen = key;
    const [l, , j] = key.split(":").map(Number);
    this.unit = l + 1 < this.plot.memory.net.sizes.length - 1 ? [l + 1, j] : null;
    if (this.unit) this.plot.memory.chosen = this.unit;
    this.plot.schedule();
  }

  edit() {
    const value = Number(this.field.value.replace("−", "-").replace(",", "."));
    if (!this.field.value.trim() || !(Math.abs(value) <= 1000)) return this.plot.complain(`A weight must be a number from −1000 to 1000, got “${this.field.value}”.`);
    const [values, at] = entry(this.plot.memory.net, this.chosen);
    values[at] = value;
    this.plot.memory.edited = true;
    this.plot.trouble.hidden = true;
    this.plot.schedule();
  }

  toggle([l, j]) {
    const off = new Set(this.plot.memory.off);
    const name = `${l}.${j + 1}`;
    if (!off.delete(name)) off.add(name);
    this.plot.change({ off: [...off].join(",") });
  }

  shape(l, by) {
    const hidden = this.plot.memory.net.sizes.slice(1, -1);
    if (l === null) by > 0 ? hidden.push(hidden.at(-1) ?? 4) : hidden.pop();
    else hidden[l] += by;
    this.plot.change({ hidden: hidden.filter((n) => n > 0).join(",") || "0", off: "" });
  }

  draw(result) {
    const { memory } = this.plot;
    const width = this.plot.widthOf(this);
    if (width < 40) return;
    const now = JSON.stringify([width, memory.net.sizes, this.plot.state.features, window.devicePixelRatio]);
    if (now !== this.built || !this.width) this.rebuild(width);
    [this.built, this.width] = [now, width];
    const ratio = window.devicePixelRatio || 1;
    const context = this.canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, this.height);
    this.edges(context);
    this.maps(context, result);
    this.tell();
  }

  rebuild(width) {
    const { plot } = this;
    const { sizes } = plot.memory.net;
    const names = Object.keys(FEATURES);
    const columns = sizes.map((n, l) => (l === 0 ? names.length : n));
    const rows = Math.max(7, ...columns);
    this.side = clip(Math.floor(width / (columns.length * 1.75)), 20, 44);
    this.height = rows * (this.side + 8) + 8;
    const ratio = window.devicePixelRatio || 1;
    set(this.canvas, { width: width * ratio, height: this.height * ratio });
    Object.assign(this.canvas.style, { width: `${width}px`, height: `${this.height}px` });
    set(this.svg, { width, height: this.height });
    const used = featuresOf(plot.state);
    this.nodes = columns.map((n, l) => Array.from({ length: n }, (_, j) => {
      const left = l === 0 ? 46 : 46 + (l * (width - 50 - this.side)) / (columns.length - 1);
      const top = (this.height - n * (this.side + 8)) / 2 + j * (this.side + 8) + 4;
      return { l, j: l === 0 ? used.indexOf(names[j]) : j, left, top, feature: l === 0 ? names[j] : null };
    }));
    keepingFocus(this.figure, () => {
      this.svg.replaceChildren(...this.nodes.flat().filter((node) => node.l < sizes.length - 1).map((node) => this.button(node)));
      this.offer();
      this.resizers();
    });
  }

  // A node to press: an input is taken or left out; a hidden unit is chosen, with Shift switched off.
  button(node) {
    const { plot } = this;
    const rect = make("rect", { x: node.left, y: node.top, width: this.side, height: this.side, rx: 3 });
    const press = (event) => {
      if (!node.feature) return event.shiftKey ? this.toggle([node.l, node.j]) : this.pick(`${node.l - 1}:0:${node.j}`);
      const used = new Set(featuresOf(plot.state));
      if (!used.delete(node.feature)) used.add(node.feature);
      if (used.size) plot.change({ features: [...used].join(",") });
    };
    const role = node.feature ? { role: "switch", "aria-label": `input ${FEATURES[node.feature][0]}` } : { role: "button" };
    const group = make("g", { tabindex: 0, ...role, onclick: press }, rect);
    group.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        press(event);
      } else if (event.key === "Delete" && !node.feature) this.toggle([node.l, node.j]);
    });
    group.addEventListener("pointerenter", () => this.over(null, node));
    if (node.feature) group.append(make("text", { x: node.left - 5, y: node.top + this.side / 2 + 4, "text-anchor": "end" }, FEATURES[node.feature][0]));
    node.group = group;
    return group;
  }

  offer() {
    const offered = weightsOf(this.plot);
    if (!offered.some(([key]) => key === this.chosen)) this.pick(offered[0][0]);
    this.list.replaceChildren(...offered.map(([value, name]) => make("option", { value }, name)));
  }

  resizers() {
    const hidden = this.plot.memory.net.sizes.slice(1, -1);
    const press = (label, name, on, l, by) => make("button", { type: "button", "aria-label": name, disabled: !on, onclick: () => this.shape(l, by) }, label);
    this.layers.replaceChildren(
      make("span", { class: "control" }, `Layers: ${hidden.length}`, press("−", "one layer less", hidden.length, null, -1), press("+", "one layer more", hidden.length < 6, null, 1)),
      ...hidden.map((n, l) => make("span", { class: "control" }, `Layer ${l + 1}: ${n}`,
        press("−", `one unit less in layer ${l + 1}`, true, l, -1), press("+", `one unit more in layer ${l + 1}`, n < 8, l, 1))));
  }

  // Thickness is the size of a weight; orange and solid is positive, blue and dashed negative.
  edges(context) {
    const { net, off } = this.plot.memory;
    const { blue, orange, ink } = this.plot.colours;
    this.lines = [];
    net.W.forEach((W, l) => {
      for (const from of this.nodes[l]) {
        if (from.j < 0) continue;
        for (const to of this.nodes[l + 1]) {
          const w = W[from.j * net.sizes[l + 1] + to.j];
          const dead = off.has(`${l}.${from.j + 1}`) || off.has(`${l + 1}.${to.j + 1}`);
          const line = { key: `${l}:${from.j}:${to.j}`, x: from.left + this.side, y: from.top + this.side / 2, ex: to.left, ey: to.top + this.side / 2 };
          this.lines.push(line);
          context.beginPath();
          context.moveTo(line.x, line.y);
          context.lineTo(line.ex, line.ey);
          context.lineWidth = w === 0 ? 0.4 : clip(0.6 + 2 * Math.abs(w), 0.6, 8);
          context.strokeStyle = line.key === this.chosen ? css(ink) : css(w > 0 ? orange : blue, dead ? 0.12 : 0.75);
          context.setLineDash(w < 0 ? [6, 4] : []);
          context.stroke();
        }
      }
    });
    context.setLineDash([]);
  }

  maps(context, { maps, answer }) {
    const { plot } = this;
    const { net, off, masks } = plot.memory;
    const table = plot.ramp("sides");
    const { ink, paper } = plot.colours;
    for (const node of this.nodes.flat()) {
      const { l, j, left, top } = node;
      const last = l === net.sizes.length - 1;
      const box = [left, top, this.side, this.side];
      context.fillStyle = css(paper);
      context.fillRect(...box);
      if (last) paintField(context, answer, answer.shape, table, [0, 1], box);
      else if (j >= 0) {
        const units = net.sizes[l];
        const mine = filled(TILE * TILE, (_, q) => maps[l][q * units + j]);
        const top_ = mine.reduce((m, v) => Math.max(m, Math.abs(v)), 1e-9); // the shape matters, not the size
        paintField(context, mine, [TILE, TILE], table, [-top_, top_], box);
      }
      const isOff = l > 0 && off.has(`${l}.${j + 1}`);
      const dropped = plot.playing && !last && l > 0 && masks?.[l - 1]?.[j] === 0;
      context.strokeStyle = css(ink, j < 0 ? 0.3 : 1);
      const picked = l > 0 && !last && plot.memory.chosen?.[0] === l && plot.memory.chosen?.[1] === j;
      context.lineWidth = picked ? 3 : 1;
      context.strokeRect(...box);
      if (isOff || dropped) { // a cross: this unit says 0
        context.lineWidth = 2.5;
        context.beginPath();
        context.moveTo(left, top);
        context.lineTo(left + this.side, top + this.side);
        context.moveTo(left + this.side, top);
        context.lineTo(left, top + this.side);
        context.stroke();
      }
      if (!node.group) continue;
      if (node.feature) node.group.setAttribute("aria-checked", j >= 0);
      else if (!plot.playing) node.group.setAttribute("aria-label", `${unitName(plot, l, j)}, bias ${say(net.b[l - 1][j])}${isOff ? ", switched off" : ""}`);
    }
  }

  edgeAt(event) {
    const edge = this.svg.getBoundingClientRect();
    const [px, py] = [event.clientX - edge.left, event.clientY - edge.top];
    let best = { away: 7 };
    for (const line of this.lines ?? []) {
      const t = clip((px - line.x) / (line.ex - line.x || 1), 0, 1);
      const away = Math.abs(py - line.y - t * (line.ey - line.y)) + (px < line.x || px > line.ex ? 99 : 0);
      if (away < best.away) best = { away, key: line.key };
    }
    return best.key ?? null;
  }

  over(key, node = null) {
    const { net } = this.plot.memory;
    this.under = key ? () => {
      const [l, i, j] = key.split(":").map(Number);
      return `${unitName(this.plot, l, i)} → ${unitName(this.plot, l + 1, j)}: ${say(entry(net, key)[0][entry(net, key)[1]])}`;
    } : node && !node.feature ? () => `unit ${node.l}.${node.j + 1}: bias ${say(net.b[node.l - 1][node.j])}` : null;
    this.svg.style.cursor = key || node ? "pointer" : "default";
    this.tell();
  }

  tell() {
    const { memory, playing } = this.plot;
    this.hover.textContent = this.under?.() ?? "Point at a line for its weight. Click a line or a unit to edit it; Shift-click switches a unit off.";
    this.list.value = this.chosen;
    const [values, at] = entry(memory.net, this.chosen);
    if (document.activeElement !== this.field) this.field.value = say(values[at], 4);
    this.switch.hidden = !this.unit;
    const isOff = this.unit && memory.off.has(`${this.unit[0]}.${this.unit[1] + 1}`);
    this.switch.setAttribute("aria-pressed", String(Boolean(isOff)));
    this.switch.textContent = this.unit ? `Switch unit ${this.unit[0]}.${this.unit[1] + 1} ${isOff ? "on" : "off"}` : "";
    const play = this.plot.controls.play.input;
    const label = playing ? "Pause" : "Play";
    if (play.textContent !== label) play.textContent = label;
  }
}

VIEWS.network = NetworkView;
