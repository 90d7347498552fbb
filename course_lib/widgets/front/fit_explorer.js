// The fit explorer: polynomials of every degree, least squares, bias and variance.

const [HIGHEST, EARLIER] = [12, 12];
const [LOW, HIGH] = [-2.4, 2.6];
const PLACES = along(0, 1, 121);
const SPOTS = [6, 115]; // where fits are judged: beyond the points they run away
// How far predictions are from what should have come out, squared, on average.
const missed = (found, target) => mean(Array.from(target, (t, i) => (found[i] - t) ** 2));
const truth = (x) => Math.sin(2 * Math.PI * x) + x / 2;

const inner = (a, b) => {
  let all = 0;
  for (let i = 0; i < b.length; i += 1) all += a[i] * b[i];
  return all;
};

// Values less what those of the basis have of them, of length 1; from place `first` on they count.
function orthogonal(values, basis, first) {
  const p = Float64Array.from(values);
  const counting = p.subarray(first);
  for (let round = 0; round < 2; round += 1) { // once more for what rounding has left
    for (const q of basis) {
      const share = inner(counting, q.subarray(first));
      for (let i = 0; i < p.length; i += 1) p[i] -= share * q[i];
    }
  }
  const size = Math.sqrt(inner(counting, counting));
  return p.map((v) => v / size);
}

// The fits of degree 0 to HIGHEST to `targets`, each a list of predictions: those at `places`
// first, then those at x. Polynomials that are orthogonal on the points are made one after the
// other from Chebyshev's, so a fit is the one before plus one term.
function ladder(x, targets, places) {
  const all = [...places, ...x];
  const first = places.length;
  const basis = [];
  const fits = targets.map(() => [new Float64Array(all.length)]);
  let [before, now] = [null, all.map(() => 1)];
  for (let degree = 0; degree <= HIGHEST; degree += 1) {
    const p = orthogonal(now, basis, first);
    basis.push(p);
    targets.forEach((y, t) => {
      const share = inner(p.subarray(first), y);
      fits[t].push(fits[t].at(-1).map((v, i) => v + share * p[i]));
    });
    const next = all.map((v, i) => (before ? 2 * (2 * v - 1) * now[i] - before[i] : 2 * v - 1));
    [before, now] = [now, next];
  }
  return fits.map((steps) => steps.slice(1));
}

// x and noise of sample k with n points, in the order of the table.
function drawn(arrays, k, n) {
  const row = 2 * (k % arrays.drawn.shape[0]);
  return rowsOf(arrays.drawn).slice(row, row + 2).map((values) => Float64Array.from(values.subarray(0, n)));
}

// A sample by x; `order` are the numbers of its points in the table.
function sample(arrays, { count, noise }, k, moved = new Map()) {
  const [x, e] = drawn(arrays, k, count);
  const order = [...x.keys()].sort((i, j) => x[i] - x[j]);
  return { order, x: order.map((i) => x[i]), y: order.map((i) => moved.get(i) ?? truth(x[i]) + noise * e[i]) };
}

// Squared bias, variance and training error by degree, apart for the curve and for the noise: a
// least-squares fit is linear in y, so it is the fit to the true curve plus noise times the fit to
// the standard noise, whose mean is 0.
function apart(arrays, n) {
  const spots = PLACES.slice(...SPOTS);
  const samples = arrays.drawn.shape[0];
  const all = listOf(samples, (k) => {
    const [x, e] = drawn(arrays, k, n);
    const clean = x.map(truth);
    return { clean, e, fits: ladder(x, [clean, e], spots) };
  });
  const onPoints = (values, target) => missed(values.subarray(spots.length), target);
  return along(0, HIGHEST, HIGHEST + 1).reduce((parts, degree) => {
    const curves = all.map(({ fits }) => fits[0][degree]);
    const middle = spots.map((_, i) => mean(curves.map((c) => c[i])));
    const spread = spots.map((_, i) => curves.reduce((sum, c) => sum + (c[i] - middle[i]) ** 2, 0) / (samples - 1));
    // The mean of few fits is itself off by spread / samples, which is no bias of the method.
    parts.bias.push(Math.max(0, mean(spots.map((s, i) => (middle[i] - truth(s)) ** 2 - spread[i] / samples))));
    parts.spread.push(mean(spread));
    parts.shaken.push(mean(all.map(({ fits }) => mean(fits[1][degree].subarray(0, spots.length).map((v) => v * v)))));
    parts.missed.push(mean(all.map(({ clean, fits }) => onPoints(fits[0][degree], clean))));
    parts.left.push(mean(all.map(({ e, fits }) => onPoints(fits[1][degree], e))));
    return parts;
  }, { bias: [], spread: [], shaken: [], missed: [], left: [] });
}

function decomposition(arrays, n, noise, known = apart(arrays, n)) {
  const { bias, spread, shaken, missed, left } = known;
  return { bias, variance: spread.map((v, d) => v + noise ** 2 * shaken[d]), training: missed.map((v, d) => v + noise ** 2 * left[d]) };
}

// "3:1.2,7:-0.5": the points that were dragged, by number, with their y.
function movedIn(text) {
  const pairs = text.split(",").map((pair) => pair.split(":").map(Number));
  return new Map(pairs.filter(([i, y]) => Number.isInteger(i) && Number.isFinite(y)).map(([i, y]) => [i, clip(y, LOW, HIGH)]));
}

const written = (moved) => [...moved].map(([i, y]) => `${i}:${Number(y.toFixed(2))}`).join(",");

function leastSquares(plot, state, now, seed) {
  const { arrays } = plot;
  const earlier = listOf(Math.min(EARLIER, seed), (i) => sample(arrays, state, seed - 1 - i));
  const fits = [now, ...earlier].map(({ x, y }) => ladder(x, [y], PLACES)[0][state.degree]);
  return {
    fit: fits[0].subarray(0, PLACES.length), fitted: fits[0].subarray(PLACES.length),
    earlier: fits.slice(1).map((f) => f.subarray(0, PLACES.length)),
    ...(state.errors && decomposition(arrays, state.count, state.noise, plot.once("apart", state.count, () => apart(arrays, state.count)))),
  };
}

// What the student's fit has answered, perhaps for the state before: then it says so.
function ownFit(plot, state, seed) {
  const { memory } = plot;
  const { degree, count, noise, errors, moved } = state;
  const question = { degree, count, noise, seed, errors, moved: written(movedIn(moved)) };
  const key = JSON.stringify(question);
  memory.asked ??= { key, mark: 0 }; // the first answer came with the plot
  if (memory.asked.key !== key) {
    memory.asked = { key, mark: memory.asked.mark + 1 };
    plot.kernel.ask({ ...question, mark: memory.asked.mark });
  }
  const own = memory.own ?? { fit: [], fitted: [], earlier: [] };
  return { ...own, said: `${own.said ?? ""}${own.mark === memory.asked.mark ? "" : " Your function has not answered for this yet."}` };
}

const inLog = (values) => values?.map((v) => Math.log10(Math.max(v, 1e-4))) ?? [];

function sentence(state, now, found, total) {
  const { degree, noise } = state;
  const inside = (values) => [...values].slice(...SPOTS);
  const sizes = !found.fit.length ? "" : `error ${say(Number(missed(found.fitted, now.y).toFixed(12)))} on its ${now.x.length} points, `
    + `${say(missed(inside(found.fit), inside(PLACES).map(truth)) + noise ** 2)} expected on new points.`;
  const bias = total.length && (found.bias[degree] > 1e-4 ? say(found.bias[degree]) : "under 0.0001");
  const parts = !total.length ? "" : ` Over samples: bias² ${bias} + variance ${say(found.variance[degree])} + noise ${say(noise ** 2)} = `
    + `${say(total[degree])}; lowest at degree ${lowestAt(total)}.`;
  return `Degree ${degree}, this sample: ${sizes}${parts}${found.said ?? ""}`;
}

plots.fit_explorer = {
  maths: { ladder, sample, decomposition, truth },

  compute(state, arrays, plot) {
    const { memory } = plot;
    const seed = Number.isFinite(state.seed) ? Math.max(0, Math.floor(state.seed)) : 0;
    const now = sample(arrays, state, seed, movedIn(state.moved));
    memory.order = now.order;
    const own = plot.kernel && state.by === "own";
    const found = own ? ownFit(plot, state, seed) : leastSquares(plot, state, now, seed);
    const total = state.errors && found.bias ? Array.from(found.bias, (b, d) => b + found.variance[d] + state.noise ** 2) : [];
    const shown = total.length ? found : {};
    const fits = [found.fit, ...found.earlier];
    const heights = inLog(total);
    return {
      x: PLACES, fit: found.fit, mean: found.earlier.length ? PLACES.map((_, i) => mean(fits.map((f) => f[i]))) : [],
      truth_y: state.truth ? PLACES.map(truth) : [], points_x: now.x, points_y: now.y,
      earlier_x: found.earlier.flatMap(() => [...PLACES, NaN]), earlier_y: found.earlier.flatMap((f) => [...f, NaN]),
      degree: state.degree, degrees: along(0, HIGHEST, HIGHEST + 1), total: heights, height: heights[state.degree] ?? -2.6,
      bias: inLog(shown.bias), variance: inLog(shown.variance), training: inLog(shown.training),
      hint: total.length ? "" : state.errors ? "no errors to show" : "guess, then tick “show the expected error”",
      line: sentence(state, now, found, total),
    };
  },

  again: (plot) => plot.change({ seed: plot.state.seed + 1, moved: "" }),

  moved(plot, id, i, x, y) {
    const moved = movedIn(plot.state.moved).set(plot.memory.order[i], clip(y, LOW, HIGH));
    plot.change({ moved: written(moved) });
  },

  after(result, plot) {
    if (result.fit) {
      plot.memory.own = { ...result, earlier: rowsOf(result.earlier, result.fit.length), said: result.line };
    }
    return plot.front.compute(plot.state, plot.arrays, plot);
  },
};
