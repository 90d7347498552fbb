// Points, network and training of the playground, in line with the controls and with what was painted.

const [LIMIT, GRID, TILE, KEPT, MOST] = [3, 44, 20, 400, 500]; // MOST: points that are painted
const FEATURES = {
  x1: ["x₁", (x) => x], x2: ["x₂", (_, y) => y], x1x1: ["x₁²", (x) => x * x], x2x2: ["x₂²", (_, y) => y * y],
  x1x2: ["x₁x₂", (x, y) => x * y], sin1: ["sin x₁", (x) => Math.sin(x)], sin2: ["sin x₂", (_, y) => Math.sin(y)],
};

const featuresOf = (state) => Object.keys(FEATURES).filter((name) => state.features.split(",").includes(name));
const inputs = (points, names) => Float64Array.from(points.flatMap(([x, y]) => names.map((name) => FEATURES[name][1](x, y))));
const part = (points, names) => ({ points, n: points.length, X: inputs(points, names), y: points.map((p) => p[2]) });
const square = (side) => listOf(side * side, (k) => [k % side, Math.floor(k / side)].map((at) => -LIMIT + (2 * LIMIT * at) / (side - 1)));

// The stored points with noise, without what was removed, with what was painted.
function dataOf(state, arrays, { removed, added }) {
  const [kinds, count] = arrays[`points_${state.data}`].shape;
  const rows = rowsOf(arrays[`points_${state.data}`]).slice((state.draw % kinds) * count);
  const uniform = draws(17 + state.draw);
  const shifted = (v) => clip(v + state.noise * normal(uniform), -LIMIT, LIMIT);
  const points = rows.slice(0, count).map(([x, y, label]) => [shifted(x), shifted(y), label]);
  const trained = Math.round((state.share / 100) * count);
  const [train, held] = [(i) => i < trained, (i) => i >= trained].map((mine) => points.filter((_, i) => mine(i) && !removed.has(i)));
  return { train: [...train, ...added], held, points };
}

function sizesOf(state) {
  const hidden = state.hidden.split(",").map(Number).filter((n) => Number.isInteger(n) && n > 0 && n <= 8).slice(0, 6);
  return [featuresOf(state).length, ...hidden, 1];
}

function freshNetwork(state) {
  const family = ["relu", "leaky_relu", "elu"].includes(state.activation);
  const sd = { usual: (n, m) => Math.sqrt(2 / (family ? n : n + m)), zeros: () => 0, small: () => 0.01, large: () => 2 }[state.start];
  return network(sizesOf(state), sd, draws(1000 + state.seed));
}

// Bring network and data in line with the controls. Other weights only for another seed or start.
function follow(plot) {
  const { state, arrays, memory } = plot;
  memory.added ??= [];
  memory.removed ??= new Set();
  if (state.state && memory.read !== state.state) unpack(state, memory);
  const born = `${state.seed}|${state.start}`;
  if (!memory.net || memory.born !== born) {
    memory.net = memory.given ?? freshNetwork(state);
    Object.assign(memory, { born, history: [], every: 1, best: null, stopped: "" });
  }
  memory.given = null;
  if (String(memory.net.sizes) !== String(sizesOf(state))) memory.net = reshaped(memory.net, freshNetwork(state));
  const which = [state.data, state.draw, state.noise, state.share, state.features, memory.added, [...memory.removed]];
  Object.assign(memory, plot.once("data", which, () => {
    const { train, held, points } = dataOf(state, arrays, memory);
    const names = featuresOf(state);
    return { train: part(train, names), held: part(held, names), points, grid: inputs(square(GRID), names), tile: inputs(square(TILE), names) };
  }));
  memory.off = new Set(state.off.split(",").filter(Boolean));
}

// Paint a point or remove one; `other` is the other colour.
function paint({ memory, state }, x, y, other) {
  const { added, removed, points } = memory;
  if (state.tool === "removes") {
    const isNear = (p) => Math.hypot(p[0] - x, p[1] - y) < 0.3;
    const away = (i) => (removed.has(i) ? Infinity : Math.hypot(points[i][0] - x, points[i][1] - y));
    const mine = added.findIndex(isNear);
    const near = lowestAt([...points.keys()].map(away));
    if (mine >= 0) added.splice(mine, 1);
    else if (away(near) < 0.3) removed.add(near);
  } else if (added.length < MOST) {
    const label = Number((state.tool === "orange") !== other);
    added.push([Number(x.toFixed(2)), Number(y.toFixed(2)), isNumber(state) ? 2 * label - 1 : label]);
  }
}

// -- state as text ----------------------------------------------------------------------

const rounded = (values) => Array.from(values, (w) => Number(w.toPrecision(6)));

function pack({ net, added, removed }) {
  return btoa(JSON.stringify({ v: 2, s: net.sizes, W: net.W.map(rounded), b: net.b.map(rounded), n: net.steps, a: added, r: [...removed] }));
}

function unpack(state, memory) {
  memory.read = state.state;
  const isNumber = (w) => typeof w === "number" && Math.abs(w) < HEAVIEST;
  const areNumbers = (list, length) => list.length === length && list.every(isNumber);
  try {
    const { v, s, W, b, n, a, r } = JSON.parse(atob(state.state));
    const fits = v === 2 && String(s) === String(sizesOf(state)) && W.length === s.length - 1
      && a.length <= MOST && a.flat().every(isNumber) && r.every(isNumber)
      && W.every((w, l) => areNumbers(w, s[l] * s[l + 1])) && b.every((w, l) => areNumbers(w, s[l + 1]));
    if (!fits) throw new Error();
    const given = { sizes: s, W: W.map((w) => Float64Array.from(w)), b: b.map((w) => Float64Array.from(w)), steps: n };
    Object.assign(memory, { given, added: a, removed: new Set(r), net: null });
  } catch {
    throw new Said("The state of the playground is damaged: it must be copied whole, with hidden= and features= beside it.");
  }
}
