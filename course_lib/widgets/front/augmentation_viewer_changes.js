// Changes of digits (8 × 8) and signals (40), row by row.

// Moved down and right by whole places; what moves in is 0.
const moved = (values, side, down, right) => values.map((_, i) => {
  const [row, column] = [Math.floor(i / side) - down, (i % side) - right];
  const inside = row >= 0 && row < values.length / side && column >= 0 && column < side;
  return inside ? values[row * side + column] : 0;
});

// Turned about the centre, counter-clockwise, interpolated between four neighbours.
function rotated(values, side, degrees) {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const at = (row, column) => (row < 0 || row >= side || column < 0 || column >= side ? 0 : values[row * side + column]);
  const middle = (side - 1) / 2;
  return values.map((_, i) => {
    const [r, c] = [Math.floor(i / side) - middle, (i % side) - middle];
    const [row, column] = [clip(middle + r * cos + c * sin, -1, side), clip(middle - r * sin + c * cos, -1, side)];
    const [top, left] = [Math.floor(row), Math.floor(column)];
    const [down, right] = [row - top, column - left];
    return (1 - down) * ((1 - right) * at(top, left) + right * at(top, left + 1)) + down * ((1 - right) * at(top + 1, left) + right * at(top + 1, left + 1));
  });
}

// Rows read backwards.
const mirrored = (values, side) => values.map((_, i) => values[i - (i % side) + side - 1 - (i % side)]);

// A square of 0.
const cut = (values, side, size, top, left) => values.map((value, i) => {
  const [row, column] = [Math.floor(i / side) - top, (i % side) - left];
  return row >= 0 && row < size && column >= 0 && column < size ? 0 : value;
});

const whole = (uniform, low, high) => low + Math.floor(uniform() * (high - low + 1));
const noisy = (values, sd, uniform) => values.map((v) => v + sd * normal(uniform));
const flipped = (side) => (values, p, uniform) => (uniform() < p ? mirrored(values, side) : values);

// Each takes the values of one example, the strength and uniform random numbers.
const CHANGES = {
  noise: noisy,
  "image shift": (values, most, uniform) => moved(values, 8, whole(uniform, -most, most), whole(uniform, -most, most)),
  rotation: (values, most, uniform) => rotated(values, 8, (2 * uniform() - 1) * most),
  "cut-out": (values, size, uniform) => cut(values, 8, size, whole(uniform, 0, 8 - size), whole(uniform, 0, 8 - size)),
  "horizontal flip": flipped(8),
  "signal noise": noisy,
  "signal shift": (values, most, uniform) => moved(values, 40, 0, whole(uniform, -most, most)),
  "signal scale": (values, spread, uniform) => values.map((v) => v * (1 + spread * (2 * uniform() - 1))),
  "signal reversal": flipped(40),
};
