// The gradient microscope: difference quotients in two precisions, and the curve they look at.

const PRECISIONS = { float64: (v) => v, float32: Math.fround }; // rounds after each operation
const METHODS = ["forward", "centred", "complex"];
const SMALLEST = 1e-18; // an error of exactly 0 is drawn here
const FINE = 6; // as in maths/steps.py: every sixth distance is a step
const REACH = 3; // of the left picture, in steps

// f(x), the imaginary part of f(x + ih), and the slope. `r` rounds to the precision.
const FUNCTIONS = {
  cube: {
    f: (x, r) => r(r(x * x) * x),
    turned: (x, h, r) => r(r(r(r(x * x) - r(h * h)) * h) + r(r(2 * r(x * h)) * x)),
    slope: (x) => 3 * x * x,
  },
  exp_sin: {
    f: (x, r) => r(Math.exp(r(Math.sin(r(3 * x))))),
    turned(x, h, r) {
      const [a, b] = [r(3 * x), r(3 * h)];
      const [up, side] = [r(Math.sin(a) * Math.cosh(b)), r(Math.cos(a) * Math.sinh(b))];
      return r(r(Math.exp(up)) * r(Math.sin(side)));
    },
    slope: (x) => 3 * Math.cos(3 * x) * Math.exp(Math.sin(3 * x)),
  },
  sigmoid: {
    f: (x, r) => r(1 / r(1 + r(Math.exp(-x)))),
    turned(x, h, r) { // 1 + exp(−x − ih) = p − iq
      const size = r(Math.exp(-x));
      const [p, q] = [r(1 + r(size * Math.cos(h))), r(size * Math.sin(h))];
      return r(q / r(r(p * p) + r(q * q)));
    },
    slope: (x) => Math.exp(-x) / (1 + Math.exp(-x)) ** 2,
  },
  relu: {
    f: (x) => Math.max(x, 0), turned: (x, h) => (x > 0 ? h : 0), slope: (x) => (x > 0 ? 1 : 0), kink: 0,
  },
  squared_relu: {
    f: (x, r) => r(Math.max(x, 0) ** 2), turned: (x, h, r) => (x > 0 ? r(2 * r(x * h)) : 0), slope: (x) => 2 * Math.max(x, 0),
  },
};

// What is asked of a function at x: `up`, `down` and `turned` a step h away, and the curve.
function formula(kind, x, r) {
  const { f, turned } = FUNCTIONS[kind];
  const at = r(x);
  const here = f(at, r);
  const by = (distance) => f(r(at + r(distance)), r);
  return {
    here, up: (h) => by(h), down: (h) => by(-h), turned: (h) => turned(at, r(h), r),
    curve(h) {
      const u = along(-REACH, REACH, 241);
      return [u, u.map((v) => (f(r(at + r(r(v) * r(h))), r) - here) / r(h))];
    },
  };
}

// The same of a student's function, from its values at fixed distances; see maths/steps.py.
function table({ values, turned }, { steps, distances }, row, r) {
  const [half, width] = [distances.length, 2 * distances.length + 1];
  const at = (place) => values[row * width + half + place];
  const place = (h) => FINE * steps.indexOf(h) + 1;
  return {
    here: at(0), up: (h) => at(place(h)), down: (h) => at(-place(h)), turned: (h) => turned[row * steps.length + steps.indexOf(h)],
    curve(h) {
      const far = distances.findLastIndex((d) => d <= REACH * 1.1 * h) + 1;
      const near = distances.findIndex((d) => d >= h / 100) + 1;
      const sides = along(near, far, far - near + 1);
      const places = [...[...sides].reverse().map((k) => -k), 0, ...sides];
      const distance = (k) => Math.sign(k) * r(distances[Math.abs(k) - 1] ?? 0);
      return [places.map((k) => distance(k) / r(h)), places.map((k) => (at(k) - at(0)) / r(h))];
    },
  };
}

function estimate({ here, up, down, turned }, h, method, r) {
  if (method === "complex") return r(turned(h) / r(h));
  if (method === "centred") return r(r(up(h) - down(h)) / r(2 * r(h)));
  return r(r(up(h) - here) / r(h));
}

const errorOf = (found, truth) => Math.max(Math.abs(found - truth), SMALLEST);

// The chosen function at x in both precisions, its true slope and its kink. Of the student's there
// is the last answer of the kernel; another x is asked for.
function looked(state, arrays, plot) {
  const { memory } = plot;
  const names = Object.keys(PRECISIONS);
  const both = (make) => Object.fromEntries(names.map((name, row) => [name, make(PRECISIONS[name], row)]));
  if (state.kind !== "own") {
    const { slope, kink = NaN } = FUNCTIONS[state.kind];
    return { x: state.x, truth: slope(state.x), kink, by: both((r) => formula(state.kind, state.x, r)) };
  }
  const { answer } = memory;
  if (answer.at !== state.x) plot.kernel.ask({ x: state.x });
  return { x: answer.at, truth: answer.truth, kink: answer.kink, by: both((r, row) => table(answer, arrays, row, r)) };
}

function allErrors({ by, truth }, steps, precision) {
  const found = {};
  for (const name of Object.keys(PRECISIONS)) {
    for (const method of METHODS) {
      const errors = Array.from(steps, (h) => Math.log10(errorOf(estimate(by[name], h, method, PRECISIONS[name]), truth)));
      found[`${name === precision ? "error" : "other"}_${method}`] = errors;
    }
  }
  return found;
}

function magnified({ x, truth, kink, by }, { h, method, precision }, found) {
  const [u, rise] = by[precision].curve(h);
  const scale = Math.max(Math.abs(truth), 0.3);
  const span = [-REACH, REACH];
  const ends = { forward: [0, 1], centred: [-1, 1], complex: [0] }[method];
  const { here, up, down } = by[precision];
  const heights = ends.map((end) => (end ? ((end > 0 ? up(h) : down(h)) - here) / h / scale : 0));
  return {
    u, rise: rise.map((v) => clip(v / scale, -99, 99)), span, tangent: span.map((v) => (truth / scale) * v),
    kink_place: clip((kink - x) / h, -99, 99), ends,
    [`ends_${method}`]: heights, [`secant_${method}`]: span.map((v) => heights[0] + (found / scale) * (v - ends[0])),
  };
}

const exactly = (v) => String(Number(v.toPrecision(8))).replace("-", "−");

function seen(state, arrays, plot) {
  const printed = state.kind === "own" ? plot.memory.answer.line : "";
  const look = looked(state, arrays, plot);
  const { h, method, precision } = state;
  const [name, how] = [plot.controls.kind.spoken(), plot.controls.method.spoken()];
  const found = estimate(look.by[precision], h, method, PRECISIONS[precision]);
  if (Number.isNaN(found)) throw new Said(`${name} cannot take complex numbers: there is no complex step.`);
  const error = errorOf(found, look.truth);
  const within = Math.abs(look.x - look.kink) < h;
  return {
    exponents: Array.from(arrays.steps, Math.log10), ...allErrors(look, arrays.steps, precision), ...magnified(look, state, found),
    place: Math.log10(h), here: Math.log10(error),
    line: `${name} at x = ${say(look.x)}: ${how} in ${precision} with h = ${say(h, 4)} gives ${exactly(found)}; true ${exactly(look.truth)}; `
      + `${error > SMALLEST ? `error ${say(error)}` : "no error"}.${within ? " The kink lies within the step." : ""}${printed}`,
  };
}

plots.gradient_microscope = {
  maths: { PRECISIONS, FUNCTIONS, formula, table, estimate },
  compute: seen,

  // The kernel has looked at the student's function at another place.
  after(answer, plot) {
    plot.memory.answer = answer;
    return seen(plot.state, plot.arrays, plot);
  },
};
