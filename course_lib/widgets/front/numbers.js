// Numbers: arrays that came as bytes, numbers as people read them, draws, sums and tables.
//
// The files of this folder are put one after the other into a single module (see page.py), so
// they see each other's functions without import.

const plots = {}; // one entry for each plot; its file adds it

const KINDS = { f4: Float32Array, f8: Float64Array, i4: Int32Array, u2: Uint16Array, u1: Uint8Array };

// An array of the kernel: its entries in a row, and its shape.
function arrayOf(kind, shape, buffer) {
  const values = new KINDS[kind](buffer);
  values.shape = shape;
  return values;
}

// An array as JSON has it.
function stored({ kind, shape, data }) {
  const text = atob(data);
  return arrayOf(kind, shape, Uint8Array.from(text, (letter) => letter.charCodeAt(0)).buffer);
}

const GROUPED = new Intl.NumberFormat("en-US", { maximumFractionDigits: 6 });
const POWERS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

// The bounds and the value of a slider as readers take them: decimals, without an exponent.
function ranged(low, high, now) {
  const plain = (v) => Number(v).toLocaleString("en", { useGrouping: false, maximumFractionDigits: 20 });
  return { "aria-valuemin": plain(low), "aria-valuemax": plain(high), "aria-valuenow": plain(now) };
}

// A number as it is read: 0.731, 1,200, 3 × 10⁻⁷, with a minus that is one.
function say(x, digits = 3) {
  if (x === null || x === undefined || Number.isNaN(x)) return "–";
  if (!Number.isFinite(x)) return x > 0 ? "∞" : "−∞";
  const size = Math.abs(x);
  if (size !== 0 && (size < 1e-4 || size >= 1e6)) {
    const [front, power] = x.toExponential(Math.max(0, digits - 2)).split("e");
    const raised = [...power.replace("+", "")].map((c) => (c === "-" ? "⁻" : POWERS[c])).join("");
    return `${front.replace("-", "−")} × 10${raised}`;
  }
  const decimals = size >= 1000 ? 0 : size >= 100 ? 1 : digits;
  const rounded = Number(x.toFixed(size < 0.1 ? digits + 1 : decimals));
  return GROUPED.format(rounded).replace("-", "−");
}

// Numbers that look random and are the same on every machine (mulberry32), uniform in [0, 1).
function draws(seed) {
  let state = (seed * 2654435761) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

// Standard normal numbers from uniform ones (Box and Muller).
const normal = (uniform) =>
  Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());

const listOf = (count, made) => Array.from({ length: count }, (_, i) => made(i));
const sum = (values) => values.reduce((all, value) => all + value, 0);
const mean = (values) => sum(values) / values.length;
const lowestAt = (values) => values.indexOf(Math.min(...values));

// The rows of a table that is stored in a row.
const rowsOf = (table, length = table.shape.at(-1)) =>
  listOf(table.length / length, (i) => table.subarray(i * length, (i + 1) * length));

// And rows as one array.
function joined(rows) {
  const all = new Float64Array(rows.length * (rows[0]?.length ?? 0));
  rows.forEach((row, i) => all.set(row, i * row.length));
  return all;
}

// A loop, because Float64Array.from with a function is ten times slower.
function filled(length, value) {
  const values = new Float64Array(length);
  for (let i = 0; i < length; i += 1) values[i] = value(undefined, i);
  return values;
}

const along = (low, high, count) =>
  filled(count, (_, i) => low + ((high - low) * i) / Math.max(1, count - 1));
const clip = (x, low, high) => Math.min(Math.max(x, low), high);

// By what a training pass of dropout multiplies each of so many numbers.
const factors = (uniform, p, count) => filled(count, () => (uniform() >= p ? 1 / (1 - p) : 0));

// Between two entries of a table with equal steps; outside, on along the last piece.
function between(table, low, step, x) {
  const place = clip(Math.floor((x - low) / step), 0, table.length - 2);
  const share = (x - low) / step - place;
  return table[place] + share * (table[place + 1] - table[place]);
}

// How many of the values lie in each of so many bins; what lies outside counts in the outermost.
function counted(values, low, high, bins) {
  const counts = new Float64Array(bins);
  for (const value of values) counts[clip(Math.floor(((value - low) * bins) / (high - low)), 0, bins - 1)] += 1;
  return counts;
}

// The line round the bars of a histogram: [x, y].
function outline(low, high, counts) {
  const edges = along(low, high, counts.length + 1);
  return [edges.length, edges.length].map((n, of) =>
    filled(2 * n, (_, i) => (of ? counts[Math.floor((i - 1) / 2)] ?? 0 : edges[Math.floor(i / 2)])));
}
