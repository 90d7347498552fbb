// The λ-dial: what one λ does to weights, degrees of freedom and errors. Squared errors need only
// the mean products of the columns, which are stored, so every λ and correlation is exact here.

const ANGLES = along(0, 2 * Math.PI, 181);
const REACH = { made: 4.5, houses: 1.1 }; // of the weights, for the axes
const EACH = 3; // the student's fit is there for every third λ

const dot = (x, y) => x.reduce((all, a, i) => all + a * y[i], 0);
const times = (A, x) => A.map((row) => dot(row, x));

// The lower triangle L of a symmetric positive matrix, A = L Lᵀ.
function triangle(A) {
  const L = A.map((row) => row.map(() => 0));
  A.forEach((row, i) => {
    for (let j = 0; j <= i; j += 1) {
      let left = row[j];
      for (let k = 0; k < j; k += 1) left -= L[i][k] * L[j][k];
      L[i][j] = i === j ? Math.sqrt(left) : left / L[j][j];
    }
  });
  return L;
}

function solved(A, b) {
  const L = triangle(A);
  const x = [...b];
  for (let i = 0; i < x.length; i += 1) {
    for (let k = 0; k < i; k += 1) x[i] -= L[i][k] * x[k];
    x[i] /= L[i][i];
  }
  for (let i = x.length - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < x.length; k += 1) x[i] -= L[k][i] * x[k];
    x[i] /= L[i][i];
  }
  return x;
}

const ridged = (G, l2) => G.map((row, i) => row.map((g, j) => (i === j ? g + l2 : g)));
const part = (G, rows) => rows.map((i) => rows.map((j) => G[i][j]));

// The w with the smallest |y − X w|² + l1 Σ|w| + l2 Σ w², where G = XᵀX and c = Xᵀy. Weight after
// weight is set to its best value until none moves; then those that are not 0 are solved exactly.
function weights(G, c, l1, l2, start) {
  if (!l1) return solved(ridged(G, l2), c);
  const w = start ? [...start] : c.map(() => 0);
  for (let round = 0, moved = 1; round < 20000 && moved > 1e-11; round += 1) {
    moved = 0;
    for (let j = 0; j < w.length; j += 1) {
      const pull = c[j] - dot(G[j], w) + G[j][j] * w[j];
      const next = (Math.sign(pull) * Math.max(Math.abs(pull) - l1 / 2, 0)) / (G[j][j] + l2);
      moved = Math.max(moved, Math.abs(next - w[j]));
      w[j] = next;
    }
  }
  const left = w.flatMap((value, j) => (value === 0 ? [] : [j]));
  const exact = solved(ridged(part(G, left), l2), left.map((j) => c[j] - (Math.sign(w[j]) * l1) / 2));
  return w.map((value, j) => (value === 0 ? 0 : exact[left.indexOf(j)]));
}

// Σ s²/(s² + l2) over the singular values s of the features whose weight is not 0.
function degreesOfFreedom(G, w, l2) {
  const A = part(G, w.flatMap((value, j) => (value === 0 ? [] : [j])));
  if (!l2) return A.length;
  return A.reduce((sum, row, j) => sum + solved(ridged(A, l2), row)[j], 0);
}

const meanError = ({ G, c, yy }, w, n) => (yy - 2 * dot(c, w) + dot(w, times(G, w))) / n;

// Products of features and target from those of the columns that they are mixed of: X = Z T with
// one column of T turned by the correlation, and y = X w + noise.
function products(M, mix) {
  const both = mix.map((row) => times(mix, times(M, row))); // mixᵀ M mix
  const d = mix.length - 1;
  return { G: part(both, [...both.keys()].slice(0, d)), c: both[d].slice(0, d), yy: both[d][d] };
}

// The columns of X and, last, y as sums of the stored columns.
function mixing(state, arrays, size) {
  const columns = listOf(size, (i) => listOf(size, (k) => (k === i ? 1 : 0)));
  if (state.data === "houses") return columns;
  const r = state.correlation;
  columns[1].splice(0, 2, r, Math.sqrt(1 - r * r));
  const y = columns.map((_, k) => dot(columns.map((column) => column[k]), arrays.mixing)); // the noise is the last column
  return [...columns.slice(0, -1), y];
}

function problem(state, arrays) {
  const read = (name) => {
    const all = arrays[`${state.data}_${name}`];
    const [, size] = all.shape;
    return rowsOf(all).slice((state.sample - 1) * size, state.sample * size).map((row) => [...row]);
  };
  const n = arrays.rows[state.data === "houses" ? 1 : 0];
  const train = read("train").map((row) => row.map((m) => m * n));
  const mix = mixing(state, arrays, train.length);
  return { train: products(train, mix), fresh: products(read("new"), mix), n, reach: REACH[state.data] };
}

// All (w₁, w₂) with the same penalty as this pair: on a ray the size r solves
// mix r (|cos| + |sin|) + (1 − mix) r² = level.
function ball(first, second, mix) {
  const level = mix * (Math.abs(first) + Math.abs(second)) + (1 - mix) * (first ** 2 + second ** 2);
  const sizes = ANGLES.map((t) => {
    const edge = mix * (Math.abs(Math.cos(t)) + Math.abs(Math.sin(t)));
    return mix === 1 ? level / edge : (Math.sqrt(edge ** 2 + 4 * (1 - mix) * level) - edge) / (2 * (1 - mix));
  });
  return { ball_x: sizes.map((r, i) => r * Math.cos(ANGLES[i])), ball_y: sizes.map((r, i) => r * Math.sin(ANGLES[i])) };
}

// The lowest loss over w₁ and w₂ while the others stay, and curves of equal loss around it: one
// passes through the weights, where it touches the ball; the others keep their size.
function ellipses({ train: { G, c }, reach }, w) {
  const H = part(G, [0, 1]);
  const centre = solved(H, [0, 1].map((j) => c[j] - dot(G[j], w) + H[j][0] * w[0] + H[j][1] * w[1]));
  const away = [w[0] - centre[0], w[1] - centre[1]];
  const L = triangle(H);
  const curve = (level) => {
    const up = ANGLES.map((t) => (Math.sqrt(level) * Math.sin(t)) / L[1][1]);
    const across = ANGLES.map((t, i) => (Math.sqrt(level) * Math.cos(t) - L[1][0] * up[i]) / L[0][0]);
    return [[...across].map((v) => centre[0] + v), [...up].map((v) => centre[1] + v)];
  };
  const [touching_x, touching_y] = curve(Math.max(dot(away, times(H, away)), 1e-9));
  const around = [0.12, 0.3, 0.6].map((share) => curve(((H[0][0] + H[1][1]) / 2) * (reach * share) ** 2));
  const [around_x, around_y] = [0, 1].map((axis) => around.flatMap((pair) => [...pair[axis], NaN]));
  return { centre_x: [centre[0]], centre_y: [centre[1]], touching_x, touching_y, around_x, around_y };
}

// Weights, degrees of freedom and both errors at one λ.
function at(p, mix, lam, start) {
  const w = weights(p.train.G, p.train.c, mix * lam, (1 - mix) * lam, start);
  return { w, free: degreesOfFreedom(p.train.G, w, (1 - mix) * lam), train: meanError(p.train, w, p.n), fresh: meanError(p.fresh, w, 1) };
}

function curves(p, mix, exponents) {
  let last = null; // large λ first: each solution is near the one before
  const found = [...exponents].reverse().map((t) => (last = at(p, mix, 10 ** t, last?.w))).reverse();
  const [train, fresh] = [found.map((f) => f.train), found.map((f) => f.fresh)];
  const lowest = lowestAt(fresh);
  const made = { train, fresh, lowest: [exponents[lowest]], lowest_error: [fresh[lowest]] };
  const half = (exponents[1] - exponents[0]) / 2; // the lasso's number of weights goes in steps
  const steps = mix === 1 ? [-half, half] : [0];
  made.free_at = [...exponents].flatMap((t) => steps.map((s) => clip(t + s, exponents[0], exponents.at(-1))));
  made.free = found.flatMap((f) => steps.map(() => f.free));
  p.train.c.forEach((_, j) => (made[`w${j}`] = found.map((f) => f.w[j])));
  return made;
}

// The names of the features change with the data, in the legend and in the table.
function rename(plot, data) {
  const view = plot.views.find((v) => v.spec.id === "path");
  const spans = [...view.figure.querySelectorAll(".legend span")];
  for (const mark of view.marks.filter((m) => m.spec.names)) {
    const own = mark.spec.kind === "dots";
    mark.spec.label = `${own ? "your fit: " : ""}${mark.spec.names[data]}`;
    const span = own ? null : spans.shift();
    if (!span) continue;
    span.lastChild.data = mark.spec.label;
    span.hidden = !mark.spec.label;
  }
}

// The student's path for this data, once the kernel has told it.
function ownPath(plot, state, exponents) {
  const { memory } = plot;
  if (!plot.kernel) return {};
  const wanted = { data: state.data, correlation: state.correlation, sample: state.sample };
  const key = String([state.data === "houses" ? 1 : 0, state.correlation, state.sample]);
  if (memory.own?.key !== key) {
    plot.kernel.ask(wanted);
    return { waits: " Your fit has given no path for this data yet." };
  }
  const rows = rowsOf(memory.own.path).map((row, j) => [`own${j}`, row]);
  return { ...Object.fromEntries(rows), own_at: exponents.filter((_, i) => i % EACH === 0), waits: memory.own.said };
}

plots.lambda_dial = {
  maths: { weights, degreesOfFreedom, problem, meanError, ball, ellipses, at },

  compute(state, arrays, plot) {
    const { exponents } = arrays;
    const mix = { l1: 1, l2: 0, net: state.share / 100 }[state.penalty];
    const data = [state.data, state.correlation, state.sample];
    const p = plot.once("problem", data, () => problem(state, arrays));
    const drawn = plot.once("curves", [...data, mix], () => curves(p, mix, exponents));
    plot.once("names", state.data, () => rename(plot, state.data));
    const { w, free, train, fresh } = at(p, mix, state.lam);
    const needle = Math.log10(state.lam);
    const limits = [-0.35 * p.reach, p.reach];
    const zeros = w.filter((value) => value === 0).length;
    const own = ownPath(plot, state, exponents);
    return {
      ...drawn, ...ellipses(p, w), ...ball(w[0], w[1], mix), ...own,
      w, needles: w.map(() => needle), needle, here_x: [w[0]], here_y: [w[1]], w_here: w[0], free_here: free, error_here: fresh,
      limits: { ball: { x: limits, y: limits }, path: { y: limits }, free: { y: [0, w.length + 0.3] }, error: { y: [0, 1.25 * p.fresh.yy] } },
      line: `λ = ${say(state.lam)}: ${zeros} of ${w.length} weights are exactly 0, ${say(free, 2)} ${free === 1 ? "degree" : "degrees"} of freedom; `
        + `error ${say(train)} on training data, ${say(fresh)} on new data (lowest near λ = ${say(Number((10 ** drawn.lowest[0]).toPrecision(2)))}). `
        + `w₁ = ${say(w[0], 2)}, w₂ = ${say(w[1], 2)}.${own.waits ?? ""}`,
    };
  },

  after(result, plot) {
    const { own, of, line } = result;
    if (own) plot.memory.own = { path: own, key: String([...of]), said: line };
    return plot.front.compute(plot.state, plot.arrays, plot);
  },
};
