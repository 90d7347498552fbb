// The early-stopping arena: where rules stop in a run, and how they fare on runs not seen.

const [EPOCHS, SHOWN] = [200, 30];
const [WORST, APART] = [80, 6]; // per cent: top of the score's axis; between two names in it
const SIGNS = { patience: "●", gl: "■", pq: "▲", up: "◆", own: "★" };

// -- the rules: each returns the epochs it spends, EPOCHS if it never stops ------------------

const excess = (value, lowest) => Math.max(0, value / lowest - 1);

function patience({ validation }, epochs) {
  let [lowest, waited] = [Infinity, 0];
  const stop = validation.findIndex((loss) => {
    waited = loss < lowest ? 0 : waited + 1;
    lowest = Math.min(lowest, loss);
    return waited >= epochs;
  });
  return stop < 0 ? validation.length : stop + 1;
}

// GL(t) > alpha at the end of a strip of k epochs; `progress` says how much training must move.
function tooHigh({ train, validation }, alpha, k, progress) {
  let lowest = Infinity;
  const stop = validation.findIndex((loss, t) => {
    lowest = Math.min(lowest, loss);
    if ((t + 1) % k) return false;
    return 100 * excess(loss, lowest) > alpha * progress(train.subarray(t + 1 - k, t + 1));
  });
  return stop < 0 ? validation.length : stop + 1;
}

const moved = (strip) => 1000 * excess(mean(strip), Math.min(...strip));
const gl = (run, alpha) => tooHigh(run, alpha, 1, () => 1);
const pq = (run, alpha, k = 5) => tooHigh(run, alpha, k, moved);

function up({ validation }, strips, k = 5) {
  let rising = 0;
  for (let t = 2 * k; t <= validation.length; t += k) {
    rising = validation[t - 1] > validation[t - 1 - k] ? rising + 1 : 0;
    if (rising >= strips) return t;
  }
  return validation.length;
}

// By how many per cent the lowest loss of these epochs is above that of all.
const lost = ({ validation }, spent) => 100 * excess(Math.min(...validation.subarray(0, spent)), Math.min(...validation));

// -- the runs ---------------------------------------------------------------------------------

// Losses travel as whole numbers; divided again they are those that Python has.
function runsOf({ runs }) {
  const rows = rowsOf(runs).map((row) => Float64Array.from(row, (n) => n / 10000));
  return listOf(runs.shape[0], (i) => ({ train: rows[2 * i], validation: rows[2 * i + 1] }));
}

function rulesOf(state, arrays) {
  const tenth = state.alpha / 10;
  const rules = {
    patience: [`patience ${state.patience}`, (run) => patience(run, state.patience)],
    gl: [`GL(${say(state.alpha, 1)})`, (run) => gl(run, state.alpha)],
    pq: [`PQ(${say(tenth, 2)})`, (run) => pq(run, tenth)],
    up: [`UP(${state.strips})`, (run) => up(run, state.strips)],
  };
  if (arrays.own_stops) rules.own = ["yours", (_, i) => arrays.own_stops[i]];
  return rules;
}

// Mean epochs and mean loss above the lowest over runs; NaN where the rule was too slow to be asked.
function scored(rule, runs, first = SHOWN) {
  const spent = runs.slice(first).map((run, i) => rule(run, first + i));
  return [mean(spent), mean(runs.slice(first).map((run, i) => lost(run, spent[i])))];
}

// -- what is seen -----------------------------------------------------------------------------

// A flag for each rule; its name goes to the side where there is room.
function flags(rules, run, index) {
  const found = {};
  const told = Object.entries(rules).map(([id, [name, rule]], i) => {
    const spent = rule(run, index);
    const height = 0.93 - 0.08 * i;
    const left = spent > 0.72 * EPOCHS;
    if (!Number.isNaN(spent)) Object.assign(found, {
      [`${id}_x`]: [spent, spent], [`${id}_pole`]: [0, height], [`${id}_tip`]: [spent], [`${id}_top`]: [height], [`${id}_height`]: height - 0.02,
      [`${id}_at`]: spent + (left ? -4 : 4), [`${id}_side`]: left ? "end" : "start", [`${id}_name`]: `${name}${spent === EPOCHS ? ": never" : ""}`,
    });
    return { id, name, spent, lost: Number.isNaN(spent) ? NaN : lost(run, spent) };
  });
  return [found, told];
}

// Places in the score. Names that would lie on each other are stacked, inside the picture.
function places(rules, runs, told) {
  const found = {};
  for (const rule of told) [rule.meanSpent, rule.meanLost] = scored(rules[rule.id][1], runs);
  const sorted = told.filter((rule) => !Number.isNaN(rule.meanSpent)).sort((a, b) => a.meanLost - b.meanLost);
  let lowest = -Infinity;
  sorted.forEach(({ id, name, meanSpent, meanLost }, i) => {
    const height = Math.min(meanLost, WORST);
    lowest = Math.min(Math.max(height, lowest + APART), WORST - APART * (sorted.length - 1 - i));
    const left = meanSpent > 0.5 * EPOCHS;
    Object.assign(found, {
      [`${id}_spent`]: [meanSpent], [`${id}_lost`]: [height], [`${id}_line`]: lowest - 1.2, [`${id}_beside`]: meanSpent + (left ? -8 : 8),
      [`${id}_end`]: left ? "end" : "start", [`${id}_scored`]: Math.abs(lowest - height) > 2 ? `${SIGNS[id]} ${name}` : name,
    });
  });
  return found;
}

function patienceLine(runs) {
  const line = listOf(40, (i) => scored((run) => patience(run, i + 1), runs));
  return { all_spent: line.map(([spent]) => spent), all_lost: line.map(([, above]) => Math.min(above, WORST)) };
}

plots.early_stopping_arena = {
  maths: { patience, gl, pq, up, lost, runsOf, scored, rulesOf },

  compute(state, arrays, plot) {
    const { memory } = plot;
    const runs = (memory.runs ??= runsOf(arrays));
    const run = runs[state.run - 1];
    const rules = rulesOf(state, arrays);
    const [found, told] = flags(rules, run, state.run - 1);
    const best = lowestAt(run.validation) + 1;
    const left = state.hand > 0.72 * EPOCHS;
    const placed = (name, spent, above) => `${name}: ${spent}, +${above.toFixed(1)} %`;
    const stopped = told.filter((rule) => rule.spent > 0).map((rule) => placed(rule.name, rule.spent, rule.lost));
    memory.told = told;
    return {
      ...found, ...run, epochs: along(1, EPOCHS, EPOCHS), best_x: [best], best_y: [run.validation[best - 1]],
      hand: state.hand, hand_y: run.validation[state.hand - 1], hand_name: "by hand",
      hand_at: state.hand + (left ? -4 : 4), hand_side: left ? "end" : "start",
      ...(state.score ? { ...places(rules, runs, told), ...plot.once("patience", null, () => patienceLine(runs)) } : {}),
      hint: state.score ? "" : "decide first, then show the score",
      line: `The best epoch of run ${state.run} is ${best} (cross). Epochs spent, and how far the lowest loss seen is above the lowest of all: `
        + `${[...stopped, placed("by hand", state.hand, lost(run, state.hand))].join("; ")}.`,
    };
  },

  next: (plot) => plot.change({ run: (plot.state.run % SHOWN) + 1 }),

  table({ memory, state }) {
    const heads = ["rule", `epochs in run ${state.run}`, "loss above the lowest, %"];
    if (state.score) heads.push("epochs, mean of 50", "loss above, %, mean of 50");
    return [tabled("The rules", heads, memory.told.map((r) => [r.name, r.spent, r.lost, ...(state.score ? [r.meanSpent, r.meanLost] : [])]))];
  },
};
