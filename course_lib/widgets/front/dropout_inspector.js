// The dropout inspector: masks of successive passes, and the output of a unit behind them.

const [ROWS, UNITS, MOST] = [16, 24, 400]; // passes in sight; inputs; passes of the course's layer
const [LOW, HIGH, BINS] = [-6, 24, 60]; // outputs; what lies outside is counted at the edge
const GRID = filled(3 * (UNITS + 1), (_, i) => (i % 3 === 2 ? NaN : Math.floor(i / 3) + 0.5));

const output = ({ w, x }, mask) => sum(mask.map((factor, i) => w[i] * (x[i] * factor)));

// The standard deviation of the output by theory: at p = 1 everything is dropped each time.
const theory = ({ w, x }, p) => (p < 1 ? Math.sqrt((p / (1 - p)) * sum(w.map((v, i) => (v * x[i]) ** 2))) : 0);

const middle = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const isKept = (factor) => Math.abs(factor) > 1e-12;

// What is wrong with the masks, or "". Too few passes prove nothing, and p = 0 or 1 is no chance.
function verdict(masks, p) {
  if (masks.length < 30 || !(p > 0 && p < 1)) return "";
  if (masks.every((mask) => mask.every((v, i) => v === masks[0][i]))) return "The mask is the same in every pass: is a seed set inside the function?";
  const all = masks.flatMap((mask) => [...mask]);
  const kept = all.filter(isKept);
  const share = kept.length / all.length;
  const percent = (part) => `${Math.round(100 * part)}%`;
  if (Math.abs(share - (1 - p)) > 5 * Math.sqrt((p * (1 - p)) / all.length)) {
    return `${percent(share)} of the units are kept, ${percent(1 - p)} should be: p is the probability of dropping.`;
  }
  if (kept.some((v) => Math.abs(v * (1 - p) - 1) > 1e-5)) return `What is kept is multiplied by ${say(middle(kept))}, not by 1/(1 − p).`;
  return "";
}

// -- passes: the first `count` of a row that p, the function and the seed decide ---------------

const most = (state, arrays) => (state.dropout === "own" ? arrays.own_codes.shape[1] : MOST);

function ownPass({ own_codes: codes, own_factors: known }, p, seed, k) {
  const [rates, passes, units] = codes.shape;
  const row = Math.round(p * (rates - 1));
  const names = rowsOf(known)[row];
  if (Number.isNaN(names[0])) throw new Said(`Your function fails at p = ${say(p)}. Call it there in a cell of its own to see why.`);
  const from = (row * passes + ((k + 61 * seed) % passes)) * units;
  return Float64Array.from(codes.subarray(from, from + units), (code) => names[code]);
}

function passesOf(plot, { p, dropout, seed, count }, arrays, limit) {
  const { masks, uniform } = plot.once("passes", [p, dropout, seed], () => ({ masks: [], uniform: draws(1 + seed) }));
  const wanted = clip(Math.round(count), 0, limit);
  while (masks.length < wanted) masks.push(dropout === "own" ? ownPass(arrays, p, seed, masks.length) : factors(uniform, p, UNITS));
  return masks.slice(0, wanted);
}

// -- what is seen -----------------------------------------------------------------------------

// The newest pass on top. Below the oldest there is nothing; what is dropped is a light blue.
function picture(masks) {
  const kept = new Float64Array(ROWS * UNITS).fill(NaN);
  masks.slice(-ROWS).reverse().forEach((mask, age) => mask.forEach((v, i) => (kept[(ROWS - 1 - age) * UNITS + i] = isKept(v) ? 1 : 0.08)));
  kept.shape = [ROWS, UNITS];
  return kept;
}

function histogram(sums, mean, sd, clean, expected) {
  const counts = counted(sums, LOW, HIGH, BINS);
  const top = [5, 10, 20, 50, 100, 200, 400].find((t) => t >= Math.max(...counts)) ?? 400;
  const [bars_x, bars_y] = outline(LOW, HIGH, counts);
  const seen = sums.length ? 1 : NaN; // of no pass there is no mean
  const bar = (at, half, height) => [[at - half, at + half], [height * top, height * top]];
  const [[sd_x, sd_y], [theory_x, theory_y]] = [bar(mean, sd, 1.3 * seen), bar(clean, expected, 1.17)];
  return {
    counts, bars_x, bars_y, sd_x, sd_y, theory_x, theory_y,
    clean_x: [clean, clean], clean_y: [0, top * 1.1], mean_x: [mean, mean], mean_y: [0, top * 1.1 * seen],
    newest_x: sums.slice(-1), newest_y: sums.slice(-1).map(() => top * 0.04), limits: { spread: { y: [0, top * 1.42] } },
  };
}

function sentence(state, masks, sums, limit) {
  const { length } = masks;
  const head = `Training mode, p = ${say(state.p, 2)}, passes: ${length}${length === limit ? ", which is all: Clear begins anew" : ""}.`;
  if (!length) return head;
  const kept = [...masks.at(-1)].filter(isKept);
  const by = kept.length ? `, times ${say(middle(kept))}` : "";
  return `${head} The newest keeps ${kept.length} of ${UNITS} units${by}. Mean ${say(sums.mean)} (eval output ${say(sums.clean)})`
    + `${length > 1 ? `, standard deviation ${say(sums.sd, 2)} (by theory ${say(sums.expected, 2)})` : ""}.`
    + ` ${state.dropout === "own" ? verdict(masks, state.p) : ""}`;
}

plots.dropout_inspector = {
  maths: { factors: (uniform, p) => factors(uniform, p, UNITS), output, theory, verdict, counted, outline },

  compute(state, arrays, plot) {
    const training = state.mode === "training";
    const limit = most(state, arrays);
    const all = new Float64Array(UNITS).fill(1);
    const masks = training ? passesOf(plot, state, arrays, limit) : Array(clip(Math.round(state.evals), 0, MOST)).fill(all);
    const values = masks.map((mask) => output(arrays, mask));
    const [clean, expected, average] = [output(arrays, all), training ? theory(arrays, state.p) : 0, mean(values)];
    const sums = { clean, expected, mean: average, sd: Math.sqrt(mean(values.map((v) => (v - average) ** 2))) };
    plot.controls.run.says(plot.playing ? "Pause" : "Run");
    return {
      masks, values, kept: picture(masks), grid_x: GRID, grid_y: GRID.map((_, i) => [Math.max(0, ROWS - masks.length) + 0.5, ROWS + 0.5, NaN][i % 3]),
      ...histogram(values, sums.mean, sums.sd, training && state.p === 1 ? 0 : clean, expected),
      line: training ? sentence(state, masks, sums, limit)
        : `Eval mode, passes: ${masks.length}. Nothing is dropped and nothing is scaled: every pass gives ${say(clean)}.`,
    };
  },

  table(plot) {
    const { masks, values, counts } = plot.result;
    const keptBy = (mask) => [...mask.keys()].filter((i) => isKept(mask[i])).map((i) => i + 1).join(" ") || "none";
    const newest = masks.map((mask, k) => [String(k + 1), keptBy(mask), values[k]]).slice(-ROWS).reverse();
    const bins = [...counts].flatMap((n, k) => (n ? [[LOW + k / 2, LOW + (k + 1) / 2, n]] : []));
    return [tabled("The newest passes", ["pass", "units kept", "output"], newest), tabled("Outputs", ["from", "to", "passes"], bins)];
  },

  next: (plot) => advance(plot, 1),
  hundred: (plot) => advance(plot, 100),
  frame: (plot) => advance(plot, 2) || plot.pause(),
  run: (plot) => plot.playOrPause(),
  clear(plot) {
    plot.pause();
    plot.change({ seed: plot.state.seed + 1, count: 0, evals: 0 });
  },
};

// Do so many passes in the chosen mode; whether there were any left to do.
function advance(plot, passes) {
  const { state, arrays } = plot;
  const [name, limit] = state.mode === "training" ? ["count", most(state, arrays)] : ["evals", MOST];
  const before = state[name];
  plot.change({ [name]: Math.min(before + passes, limit) });
  return state[name] > before;
}
