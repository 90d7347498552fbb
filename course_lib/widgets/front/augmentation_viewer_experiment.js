// The experiment of the augmentation viewer: pairs of small networks, without and with changed copies.

const [FEW, COPIES, PAIRS] = [100, 4, 8]; // examples to learn from, changed copies of each, seeds
const [HIDDEN, UPDATES, BATCH, RATE] = [32, 500, 25, 0.005];
const CLEAR = 2.4; // standard errors: with 8 pairs an interval of 95 %

const relu = ACTIVATIONS.relu;

// One hidden layer of ReLU, softmax, cross-entropy, Adam.
function started(inputs, classes, uniform) {
  const edge = Math.sqrt(6 / (HIDDEN + classes));
  const W = filled(inputs * HIDDEN, () => Math.sqrt(2 / inputs) * normal(uniform));
  const V = filled(HIDDEN * classes, () => edge * (2 * uniform() - 1));
  return ready([W, new Float64Array(HIDDEN), V, new Float64Array(classes)]);
}

function ready(parts) {
  const [W, b, V, c] = parts;
  const zeros = () => parts.map((p) => p.map(() => 0));
  return { parts, W: [W, V], b: [b, c], sizes: [W.length / b.length, b.length, c.length], steps: 0, means: zeros(), squares: zeros() };
}

const passed = (net, X) => forward(net, joined(X), X.length, relu[0]);
const scoresOf = (net, X) => rowsOf(passed(net, X).layers.at(-1), net.sizes.at(-1));

// The gradient of the mean cross-entropy by the scores: softmax minus 1 at the label.
function pushes(scores, label, count) {
  const top = Math.max(...scores);
  const powers = scores.map((s) => Math.exp(s - top));
  const all = sum(powers);
  return powers.map((p, k) => (p / all - (label === k ? 1 : 0)) / count);
}

function update(net, X, labels) {
  const found = passed(net, X);
  const scores = rowsOf(found.layers.at(-1), net.sizes.at(-1));
  const delta = joined(scores.map((row, q) => pushes(row, labels[q], X.length)));
  net.steps += 1;
  const [first, second] = [1 - 0.9 ** net.steps, 1 - 0.999 ** net.steps];
  backward(net, found, delta, X.length, relu[1]).flat().forEach((gradient, l) => {
    const [part, m, v] = [net.parts[l], net.means[l], net.squares[l]];
    for (let k = 0; k < part.length; k += 1) {
      m[k] += 0.1 * (gradient[k] - m[k]);
      v[k] += 0.001 * (gradient[k] ** 2 - v[k]);
      part[k] -= (RATE * m[k]) / first / (Math.sqrt(v[k] / second) + 1e-8);
    }
  });
}

// The error in per cent.
const wrong = (net, X, labels) => 100 * mean(scoresOf(net, X).map((scores, q) => Number(scores.indexOf(Math.max(...scores)) !== labels[q])));

// -- pairs ------------------------------------------------------------------------------

function shuffled(count, uniform) {
  const rows = listOf(count, (i) => i);
  for (let i = count - 1; i > 0; i -= 1) {
    const j = Math.floor(uniform() * (i + 1));
    [rows[i], rows[j]] = [rows[j], rows[i]];
  }
  return rows;
}

const orderOf = (seed, count) => shuffled(count, draws(1000 + seed));
const trainingRows = (seed, count) => orderOf(seed, count).slice(0, FEW);

// One network of a pair: the same training rows, the same start, as many updates; `changed` are
// the copies, or null.
function trainee({ X, labels }, classes, seed, changed) {
  const order = orderOf(seed, X.length);
  const pick = (rows) => ({ X: rows.map((i) => X[i]), labels: rows.map((i) => labels[i]) });
  const train = pick(order.slice(0, FEW));
  if (changed) Object.assign(train, { X: [...train.X, ...changed], labels: listOf(COPIES + 1, () => train.labels).flat() });
  const net = started(X[0].length, classes, draws(2000 + seed));
  return { net, train, held: pick(order.slice(FEW)), uniform: draws(3000 + seed), order: [] };
}

function advance(student) {
  const { net, train, uniform } = student;
  if (!student.order.length) student.order = shuffled(train.X.length, uniform);
  const rows = student.order.splice(0, BATCH);
  update(net, rows.map((i) => train.X[i]), rows.map((i) => train.labels[i]));
}

function copiesOf({ data, change, strength, copies }, seed) {
  if (copies) return copies.slice(seed * FEW * COPIES, (seed + 1) * FEW * COPIES);
  const uniform = draws(4000 + seed);
  const few = trainingRows(seed, data.X.length);
  return listOf(COPIES, () => few.map((i) => CHANGES[change](data.X[i], strength, uniform))).flat();
}

// Train for some milliseconds; the network that is done is judged, and the next one begins.
function measure(plot) {
  const { experiment } = plot.memory;
  const { without, with_it, data, classes } = experiment;
  const pause = matchMedia("(prefers-reduced-motion: reduce)").matches ? 200 : 25;
  for (const start = performance.now(); performance.now() - start < pause;) {
    const seed = with_it.length;
    if (seed === PAIRS) return plot.pause();
    const augmented = without.length > seed;
    experiment.student ??= trainee(data, classes, seed, augmented ? copiesOf(experiment, seed) : null);
    const { net, held } = experiment.student;
    if (net.steps < UPDATES) advance(experiment.student);
    else {
      (augmented ? with_it : without).push(wrong(net, held.X, held.labels));
      experiment.student = null;
    }
  }
}

// The mean paired change of the error and its standard error.
function difference(without, withIt) {
  const gaps = withIt.map((error, i) => error - without[i]);
  const middle = mean(gaps);
  return [middle, Math.sqrt(sum(gaps.map((gap) => (gap - middle) ** 2)) / (gaps.length - 1) / gaps.length)];
}

function measured({ without, with_it }) {
  if (with_it.length < PAIRS) return ` Measuring: ${with_it.length} of ${PAIRS} seeds.`;
  const [gap, error] = difference(without, with_it);
  const clear = Math.abs(gap) > CLEAR * error ? "clear" : "not told from chance";
  return ` Error ${say(mean(without), 1)} % without, ${say(mean(with_it), 1)} % with: `
    + `change ${gap > 0 ? "+" : ""}${say(gap, 1)} ± ${say(CLEAR * error, 1)} points (${PAIRS} seeds, ${clear}).`;
}
