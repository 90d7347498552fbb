// The activation explorer: a function, its slope, and a gradient on its way through many layers.

const WIDTH = 64; // units in each layer
const [BATCH, DEEPEST] = [16, 50];
const [LOWEST, HIGHEST, BINS] = [-12, 4, 48]; // powers of ten shown, and the rows of the cloud

const size = (values) => Math.sqrt(mean(values.map((v) => v * v)));

// dL/dz of each layer, first layer first: layers z = a W, a = g(z), and a gradient that enters at
// the top. An exploding network is cut at 1e150, so that it stays a picture.
function passage({ g, slope }, weights, inputs, upstream, width = WIDTH) {
  const rows = inputs.length / width;
  const slopes = [];
  let a = inputs;
  for (const W of weights) {
    const z = ahead(a, W, rows, width).map((v) => clip(v, -1e150, 1e150));
    a = z.map((v) => g(v));
    slopes.push(z.map((v) => slope(v)));
  }
  const gradients = [];
  let u = upstream;
  for (let layer = weights.length - 1; layer >= 0; layer -= 1) {
    const factor = slopes[layer];
    gradients.unshift((u = u.map((v, i) => v * factor[i])));
    u = behind(u, weights[layer], rows, width);
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

// Weights are drawn once for each layer and seed; a start only scales them.
function drawn(plot, seed, depth) {
  const { uniform, layers } = plot.once("drawn", seed, () => ({ uniform: draws(seed + 1), layers: [] }));
  while (layers.length < depth + 1) layers.push(filled(WIDTH * WIDTH, () => normal(uniform)));
  return layers;
}

function throughLayers(plot, { depth, seed, start }, curve) {
  const [first, ...layers] = drawn(plot, seed, depth);
  const [inputs, upstream] = rowsOf(first, BATCH * WIDTH);
  const found = { layers: along(1, depth, depth) };
  plot.arrays.start_sd.forEach((sd, i) => {
    const gradients = passage(curve, layers.slice(0, depth).map((W) => W.map((w) => w * sd)), inputs, upstream);
    const sizes = gradients.map(size);
    found[`sizes${i}`] = sizes.map((s) => clip(Math.log10(s), LOWEST, HIGHEST));
    if (Number(start) === i) Object.assign(found, { cloud: cloud(gradients), first: sizes[0], top: sizes.at(-1), chosen: found[`sizes${i}`] });
  });
  return found;
}

// The curve, its slope, and limits that show both.
function pictured(curve) {
  const z = along(-6, 6, 481);
  const [g, slopes] = [z.map(curve.g), z.map(curve.slope)];
  const steep = [...slopes].sort((a, b) => a - b).slice(5, -5); // one steep step flattens nothing
  const [low, high] = around(steep, 0.12);
  return { z, g, slopes, flat: flat(z, slopes), limits: { value: { y: around(g, 0.12) }, slope: { y: [Math.min(low, -0.25), Math.max(high, 1.2)] } } };
}

plots.activation_explorer = {
  maths: { activation, passage, flat },

  compute(state, arrays, plot) {
    const { kind, alpha, slope, z, depth, start, seed } = state;
    const curve = activation(kind, arrays, state);
    const shown = plot.once("curves", [kind, alpha, slope], () => pictured(curve));
    const passed = plot.once("passed", [kind, alpha, slope, depth, start, seed], () => throughLayers(plot, state, curve));
    const [here, slope_here] = [curve.g(z), curve.slope(z)];
    return {
      ...shown, ...passed, here, slope_here, z_here: z, tangent_z: [z - 2.5, z + 2.5], tangent: [here - 2.5 * slope_here, here + 2.5 * slope_here],
      line: `${plot.controls.kind.spoken()}: at z = ${say(z, 2)}, g = ${say(here)} and g′ = ${say(slope_here)}. Through ${depth} `
        + `${depth === 1 ? "layer" : "layers"} the gradient’s size goes from ${say(passed.top, 2)} at the top to ${say(passed.first)} in the first layer.`,
    };
  },

  fresh: (plot) => plot.change({ seed: plot.state.seed + 1 }),
};
