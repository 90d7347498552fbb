// The augmentation viewer: changed digits and signals, and small networks that learn from them.

const [SHOWN, DRAWS] = [6, 8]; // examples in a picture, pictures
const SIDES = { digits: 8, signals: 40 }; // length of a row

// What Python says of the changes stands in the marks of the first view.
const told = (plot, kind, name, value) => plot.views[0].spec.marks.find((mark) => mark.kind === kind && mark[name] === value);
const factOf = (plot) => told(plot, "fact", "name", plot.state.change);
const namesOf = (plot, kind) => told(plot, "names", "data", kind).names;
const isOwn = (fact) => !fact.strength;

// Examples as lists of numbers, with their labels.
function world(arrays, kind) {
  const [zero, unit] = arrays[`${kind}_bytes`];
  const X = rowsOf(arrays[kind]).map((row) => Float64Array.from(row, (byte) => (byte - zero) / unit));
  return { X, labels: [...arrays[`${kind}_labels`]] };
}

const worldOf = (plot, kind) => plot.once(kind, null, () => world(plot.arrays, kind));

function examples(plot, { data: kind, name, strength }) {
  const { state, arrays } = plot;
  const { X, labels } = worldOf(plot, kind);
  const draw = Number.isFinite(state.seed) ? Math.abs(Math.floor(state.seed)) : 0;
  const uniform = draws(draw + 1);
  const own = arrays[`own_${kind}`] && rowsOf(arrays[`own_${kind}`], X[0].length);
  return listOf(SHOWN, (i) => {
    const row = (draw % DRAWS) * SHOWN + i;
    const after = strength ? CHANGES[name](X[row], state[strength], uniform) : own?.[row] ?? X[row].map(() => NaN);
    return { label: namesOf(plot, kind)[labels[row]], before: X[row], after, side: SIDES[kind] };
  });
}

function verdict(plot, fact) {
  const { strength, gentle, keeps, why, name } = fact;
  if (isOwn(fact)) return fact.trouble ? "" : "Your change: does every changed example still deserve its label?";
  const control = plot.controls[strength];
  const most = `${say(gentle)}${control.spec.unit ?? ""}`;
  const says = control.value === 0 ? "changes nothing" : !keeps ? "loses the label"
    : control.value > gentle ? `kept up to about ${most}; here, look at the changed examples` : "keeps the label";
  return `${name}, ${control.spec.label.toLowerCase()} ${control.spoken()}: ${says}. ${why}`;
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
    this.cells = listOf(SHOWN, () => {
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
    return { shown: examples(plot, fact), ...errors(experiment), line: `${verdict(plot, fact)}${news}` };
  },

  again: (plot) => plot.change({ seed: plot.state.seed + 1 }),

  // The student's own change is asked for the copies of all training sets.
  measure(plot) {
    const { memory, state } = plot;
    const fact = factOf(plot);
    const { data: kind, strength, trouble } = fact;
    if (trouble) throw new Said(trouble);
    const data = worldOf(plot, kind);
    memory.key = JSON.stringify([state.change, state[strength]]);
    memory.experiment = { data, classes: namesOf(plot, kind).length, change: state.change, strength: state[strength], without: [], with_it: [] };
    memory.waits = isOwn(fact);
    if (!memory.waits) return plot.play();
    plot.pause();
    memory.presses = (memory.presses ?? 0) + 1;
    plot.kernel.ask({ kind, sets: listOf(PAIRS, (seed) => trainingRows(seed, data.X.length)), mark: memory.presses });
  },

  frame: measure,

  after({ copies }, plot) {
    const { memory } = plot;
    if (copies && memory.waits) {
      memory.experiment.copies = rowsOf(copies);
      memory.waits = false;
      plot.play();
    }
    return plot.result?.shown ? plot.front.compute(plot.state, plot.arrays, plot) : {};
  },

  table({ result }) {
    const largest = (before, after) => Math.max(...before.map((v, i) => Math.abs(after[i] - v)));
    const rows = result.shown.map(({ label, before, after }) => [label, mean(before), mean(after), largest(before, after)]);
    return [tabled("The examples", ["example", "mean value", "mean, changed", "largest change"], rows)];
  },
};
