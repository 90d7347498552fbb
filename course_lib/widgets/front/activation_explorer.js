// The activation explorer: a function, its slope, and a gradient on its way through many layers.

const WIDTH = 64; // units in each layer
const BATCH = 16;
const DEEPEST = 50;
const [LOWEST, HIGHEST, BINS] = [-12, 4, 48]; // powers of ten shown, and the rows of the cloud

// Multiply rows × inner by inner × columns; `turned` takes the second one's transpose.
function product(a, b, rows, inner, columns, turned = false) {
  const out = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i += 1) {
    for (let k = 0; k < inner; k += 1) {
      const left = a[i * inner + k];
      if (left === 0) continue;
      for (let j = 0; j < columns; j += 1) out[i * columns + j] += left * b[turned ? j * inner + k : k * columns + j];
    }
  }
  return out;
}

const size = (values) => Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / values.length);

// dL/dz of each layer, first layer first: layers z = a W, a = g(z), and a gradient that enters at
// the top. An exploding network is cut at 1e150, so that it stays a picture.
function passage({ g, slope }, weights, inputs, upstream, width = WIDTH) {
  const rows = inputs.length / width;
  const slopes = [];
  let a = inputs;
  for (const W of weights) {
    const z = product(a, W, rows, width, width).map((v) => clip(v, -1e150, 1e150));
    a = z.map((v) => g(v));
    slopes.push(z.map((v) => slope(v)));
  }
  const gradients = [];
  let u = upstream;
  for (let layer = weights.length - 1; layer >= 0; layer -= 1) {
    const factor = slopes[layer];
    gradients.unshift((u = u.map((v, i) => v * factor[i])));
    u = product(u, weights[layer], rows, width, width, true);
  }
  return gradients;
}

// The share of entries by size for each layer: row 0 is exactly 0, row i + 1 a bin of log10.
function cloud(gradients) {
  const shares = new Float64Array((BINS + 1) * DEEPEST).fill(NaN);
  gradients.forEach((gradient, column) => {
    for (let row = 0; row <= BINS; row += 1) shares[row * DEEPEST + column] = 0;
    for (const value of gradient) {
      const bin = Math.floor(((Math.log10(Math.abs(value)) - LOWEST) * BINS) / (HIGHEST - LOWEST));
      shares[(value === 0 ? 0 : clip(bin, 0, BINS - 1) + 1) * DEEPEST + column] += 1 / gradient.length;
    }
  });
  shares.shape = [BINS + 1, DEEPEST];
  return shares;
}

// Runs of z where the slope is 0 (dead) or under a tenth of the largest (saturated).
function flat(z, slopes) {
  const top = Math.max(...slopes.map(Math.abs));
  const kind = (s) => (Math.abs(s) < 1e-12 ? "dead" : Math.abs(s) < 0.1 * top ? "saturated" : "");
  const names = { dead: "dead: slope = 0", saturated: "saturated: slope < 10%" };
  const runs = [];
  slopes.forEach((s, i) => {
    const last = runs.at(-1);
    if (last && last[2] === kind(s)) last[1] = z[i];
    else runs.push([z[i], z[i], kind(s), names[kind(s)]]);
  });
  return runs.filter((run) => run[2]);
}

// Draw weights once for each layer and seed; a start only scales them.
function unscaled(memory, seed, depth) {
  if (memory.seed !== seed) Object.assign(memory, { seed, drawn: [], uniform: draws(seed + 1), known: {} });
  while (memory.drawn.length < depth + 1) memory.drawn.push(filled(WIDTH * WIDTH, () => normal(memory.uniform)));
  return memory.drawn;
}

function throughLayers(state, arrays, memory, curve) {
  const { depth, seed } = state;
  const drawn = unscaled(memory, seed, depth);
  const inputs = drawn[0].slice(0, BATCH * WIDTH);
  const upstream = drawn[0].slice(BATCH * WIDTH, 2 * BATCH * WIDTH);
  const found = { layers: along(1, depth, depth) };
  arrays.start_sd.forEach((sd, i) => {
    const weights = drawn.slice(1, depth + 1).map((W) => W.map((w) => w * sd));
    const gradients = passage(curve, weights, inputs, upstream);
    found[`sizes${i}`] = filled(depth, (_, k) => clip(Math.log10(size(gradients[k])), LOWEST, HIGHEST));
    if (Number(state.start) === i) {
      Object.assign(found, { cloud: cloud(gradients), first: size(gradients[0]), top: size(gradients.at(-1)) });
      found.chosen = found[`sizes${i}`];
    }
  });
  return found;
}

plots.activation_explorer = {
  maths: { activation, passage, flat },

  compute(state, arrays, plot) {
    const { memory } = plot;
    const curve = activation(state.kind, arrays, state);
    const key = JSON.stringify([state.kind, state.alpha, state.slope]);
    if (memory.key !== key) {
      const z = along(-6, 6, 481);
      const slopes = z.map((v) => curve.slope(v));
      memory.key = key;
      memory.curves = { z, g: z.map((v) => curve.g(v)), slopes, flat: flat(z, slopes) };
      const steep = [...slopes].sort((a, b) => a - b).slice(5, -5); // one steep step flattens nothing
      const [low, high] = around(steep, 0.12);
      memory.limits = { value: { y: around(memory.curves.g, 0.12) }, slope: { y: [Math.min(low, -0.25), Math.max(high, 1.2)] } };
    }
    const deep = JSON.stringify([key, state.depth, state.start, state.seed]);
    if (memory.deep !== deep) {
      memory.passed = throughLayers(state, arrays, memory, curve);
      memory.deep = deep;
    }
    const here = curve.g(state.z);
    const slopeHere = curve.slope(state.z);
    const { passed } = memory;
    const name = plot.controls.kind.spoken();
    return {
      ...memory.curves, ...passed, here, slope_here: slopeHere, z_here: state.z, limits: memory.limits,
      tangent_z: [state.z - 2.5, state.z + 2.5], tangent: [here - 2.5 * slopeHere, here + 2.5 * slopeHere],
      line: `${name}: at z = ${say(state.z, 2)}, g = ${say(here)} and g′ = ${say(slopeHere)}. Through ${state.depth} `
        + `${state.depth === 1 ? "layer" : "layers"} the gradient’s size goes from ${say(passed.top, 2)} at the top to ${say(passed.first)} in the first layer.`,
    };
  },

  fresh(plot) {
    plot.change({ seed: plot.state.seed + 1 });
  },
};
