// The loss designer: a score for each borrower, a threshold, and what its decisions cost.

const GRID = along(-0.1, 1.1, 121); // thresholds looked at
const P = along(0.01, 0.99, 50); // where a loss is drawn
const [LOW, HIGH, BINS] = [-0.2, 1.2, 42]; // scores; what lies outside is counted at the edge
// Where the axes may end: a limit that follows every value would never stand still.
const TOPS = { losses: [3, 6, 12, 25, 50, 100], cost: [1, 2, 4, 8, 16], scores: [24, 48, 100, 220] };

const topOf = (view, value) => TOPS[view].find((top) => top >= value) ?? TOPS[view].at(-1);

// Loss and slope of one borrower, MSE + λ · penalty(risky).
const slideLoss = (weight) => ({
  good: P.map((p) => (p - 1) ** 2), good_slope: P.map((p) => 2 * (p - 1)),
  risky: P.map((p) => (1 + weight) * p * p), risky_slope: P.map((p) => 2 * (1 + weight) * p),
});

// The scores of all borrowers, the training ones first; each λ has a row of its own (see credit.py).
function scoresOf(weight, { by_weight: rows, by_borrower: patterns }) {
  const [rank, people] = patterns.shape;
  const row = Math.round((weight * (rows.shape[0] - 1)) / 20);
  return ahead(rows.subarray(row * rank, (row + 1) * rank), patterns, 1, people);
}

// Counts: good approved, good refused, risky approved, risky refused.
function confusion(scores, good, threshold) {
  const counts = [0, 0, 0, 0];
  scores.forEach((score, i) => (counts[2 * (1 - good[i]) + (score >= threshold ? 0 : 1)] += 1));
  return counts;
}

function meanCost(scores, good, threshold, { risky, good: refused }) {
  const [, goodRefused, riskyApproved] = confusion(scores, good, threshold);
  return (refused * goodRefused + risky * riskyApproved) / scores.length;
}

// What depends on loss and costs, but not on the threshold.
function fitted(state, arrays) {
  const own = state.mine && arrays.own_scores;
  const scores = own ? arrays.own_scores : scoresOf(state.weight, arrays);
  const cut = arrays.good_train.length;
  const train = [scores.subarray(0, cut), arrays.good_train];
  const fresh = [scores.subarray(cut), arrays.good_new];
  const [seen, unseen] = [train, fresh].map((part) => GRID.map((t) => meanCost(...part, t, state)));
  const [good, good_slope, risky, risky_slope] = own ? rowsOf(arrays.own_curves) : [];
  const curves = own ? { good, good_slope, risky, risky_slope } : slideLoss(state.weight);
  const counts = [1, 0].map((label) => counted(fresh[0].filter((_, i) => fresh[1][i] === label), LOW, HIGH, BINS));
  return { fresh, curves, counts, cost_train: seen, cost_new: unseen, best: lowestAt(seen) };
}

// A loss may be infinite at 0 or 1: its steepest fifth does not set the scale.
const usual = (values) => [...values].sort((a, b) => a - b)[Math.floor(0.8 * values.length)];

function limitsOf({ curves, counts, cost_train, cost_new }) {
  const loss = topOf("losses", Math.max(...Object.values(curves).map(usual)));
  const heap = topOf("scores", Math.max(...counts.flatMap((c) => [...c])));
  const cost = topOf("cost", Math.max(...cost_train, ...cost_new));
  return { losses: { y: [-2.4 * Math.max(1, loss / 12), loss] }, scores: { y: [0, heap * 1.2] }, cost: { y: [0, cost] } };
}

plots.loss_designer = {
  maths: { slideLoss, scoresOf, confusion, meanCost, fitted, GRID, P },

  compute(state, arrays, plot) {
    const fit = plot.once("fit", [state.mine, state.weight, state.risky, state.good], () => fitted(state, arrays));
    const { fresh, curves, counts, best, ...costs } = fit;
    const table = confusion(...fresh, state.threshold);
    const total = state.good * table[1] + state.risky * table[2];
    const each = total / fresh[0].length;
    const limits = limitsOf(fit);
    const [[good_x, good_y], [risky_x, risky_y]] = counts.map((c) => outline(LOW, HIGH, c));
    const { threshold: t, risky, good } = state;
    return {
      ...curves, ...costs, p: P, grid: GRID, good_x, good_y, risky_x, risky_y, table, total, counts, limits,
      refused: t > 0.15 ? "◂ refused" : "", approved: t < 0.85 ? "approved ▸" : "",
      threshold: t, threshold_left: t - 0.02, threshold_right: t + 0.02, cost_here: each,
      words_y: limits.scores.y[1] * 0.93, handle_y: limits.scores.y[1] * 0.83, best_x: [GRID[best]], best_y: [costs.cost_train[best]],
      line: `At threshold ${say(t, 2)} the ${fresh[0].length} validation borrowers cost ${say(total)} units (${say(each)} each). `
        + `The threshold that is best on the training borrowers is ${say(GRID[best], 2)} and costs ${say(costs.cost_new[best])} each. `
        + `A calibrated probability would be cut at ${say(risky / (risky + good), 2)}.`,
    };
  },

  best: (plot) => plot.change({ threshold: GRID[fitted(plot.state, plot.arrays).best] }),

  table(plot) {
    const { counts: [good, risky] } = plot.result;
    const edge = (k) => Number((LOW + (k * (HIGH - LOW)) / BINS).toFixed(4));
    const rows = [...good].map((n, k) => [edge(k), edge(k + 1), n, risky[k]]);
    return [tabled("Scores of the validation borrowers", ["from", "to", "good", "risky"], rows)];
  },
};

// The confusion matrix as a table, wrong decisions with their price.
class Confusion {
  constructor(plot, spec) {
    Object.assign(this, { plot, spec });
    this.figure = make("figure", {}, make("figcaption", {}, spec.title), (this.sheet = make("div", {})));
  }

  draw({ table: [approved, lost, taken, refused], total }) {
    const { risky, good } = this.plot.state;
    const priced = (count, price) => `${count} × ${say(price, 1)} = ${say(count * price)}`;
    const rows = [["is good", approved, priced(lost, good)], ["is risky", priced(taken, risky), refused]];
    this.sheet.replaceChildren(tabled("", ["", "approved", "refused"], rows),
      make("p", {}, make("b", {}, `Together ${say(total)} units.`)));
  }
}

VIEWS.confusion = Confusion;
