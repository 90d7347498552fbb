// The activation functions of the lecture: [g(z), g'(z)] for one number. A test holds them to
// course_lib.activations. `tuned` gives those with a constant theirs.

const logistic = (z) => Math.exp(Math.min(z, 0)) / (1 + Math.exp(-Math.abs(z))); // no exponent above 0
const rest = (z) => Math.exp(z) / (Math.exp(z) + 2); // softmax(z, 0, 0), the first of three

const ACTIVATIONS = {
  sigmoid: [logistic, (z) => logistic(z) * logistic(-z)],
  tanh: [Math.tanh, (z) => {
    const power = Math.exp(-2 * Math.abs(z));
    return (4 * power) / (1 + power) ** 2;
  }],
  relu: [(z) => Math.max(0, z), (z) => (z > 0 ? 1 : 0)],
  leaky_relu: [(z, { slope }) => Math.max(slope * z, z), (z, { slope }) => (z > 0 ? 1 : slope)],
  elu: [(z, { alpha }) => (z >= 0 ? z : alpha * Math.expm1(z)), (z, { alpha }) => (z >= 0 ? 1 : alpha * Math.exp(z))],
  softmax: [(z) => (z > 0 ? 1 / (1 + 2 * Math.exp(-z)) : rest(z)), (z) => {
    const a = z > 0 ? 1 / (1 + 2 * Math.exp(-z)) : rest(z);
    return a * (z > 0 ? (2 * Math.exp(-z)) / (1 + 2 * Math.exp(-z)) : 2 / (Math.exp(z) + 2));
  }],
  maxout: [(z) => Math.max(z, -0.5 * z - 1), (z) => (z > -2 / 3 ? 1 : -0.5)],
  identity: [(z) => z, () => 1],
};

// A function that was sampled at equal steps: the student's own, or one that is not listed above;
// outside, the last piece goes on. Where the slope jumps between two places there is a kink: the
// straight line between the two values has the right slope there, and a mean of both has not.
function sampled([low, step], values, slopes) {
  const slope = (z) => {
    const place = clip(Math.floor((z - low) / step + 1e-6), 0, slopes.length - 2);
    const inside = Math.abs((z - low) / step - place - 0.5) < 0.5 - 1e-6;
    const jumps = inside && Math.abs(slopes[place + 1] - slopes[place]) > 0.1;
    return jumps ? (values[place + 1] - values[place]) / step : between(slopes, low, step, z);
  };
  return { g: (z) => between(values, low, step, z), slope };
}

function activation(kind, arrays, constants = { alpha: 1, slope: 0.1 }) {
  if (!ACTIVATIONS[kind]) return sampled(arrays[`${kind}_grid`], arrays[`${kind}_values`], arrays[`${kind}_slopes`]);
  const [g, slope] = ACTIVATIONS[kind];
  return { g: (z) => g(z, constants), slope: (z) => slope(z, constants) };
}
