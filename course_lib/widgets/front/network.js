// Networks of layers for rows of examples, all numbers of an array in a row. W[l] has sizes[l] rows
// and sizes[l + 1] columns.

const EPS = 2 ** -52; // a probability is kept so far from 0 and 1

// Cross-entropy of one probability.
function crossEntropy(a, y) {
  const p = clip(a, EPS, 1 - EPS);
  return -(y * Math.log(p) + (1 - y) * Math.log1p(-p));
}

// a W, or a W + b, for n rows.
function ahead(a, W, n, columns, b = null) {
  const inner = W.length / columns;
  const z = new Float64Array(n * columns);
  for (let q = 0; q < n; q += 1) {
    for (let j = 0; b && j < columns; j += 1) z[q * columns + j] = b[j];
    for (let i = 0; i < inner; i += 1) {
      const value = a[q * inner + i];
      if (value === 0) continue;
      for (let j = 0; j < columns; j += 1) z[q * columns + j] += value * W[i * columns + j];
    }
  }
  return z;
}

// dL/da from dL/dz, which is delta Wᵀ.
function behind(delta, W, n, columns) {
  const rows = W.length / columns;
  const back = new Float64Array(n * rows);
  for (let q = 0; q < n; q += 1) {
    for (let i = 0; i < rows; i += 1) {
      let all = 0;
      for (let j = 0; j < columns; j += 1) all += W[i * columns + j] * delta[q * columns + j];
      back[q * rows + i] = all;
    }
  }
  return back;
}

// dL/dW and dL/db from dL/dz.
function gradientsOf(a, delta, n) {
  const [rows, columns] = [a.length / n, delta.length / n];
  const [gW, gb] = [new Float64Array(rows * columns), new Float64Array(columns)];
  for (let q = 0; q < n; q += 1) {
    for (let j = 0; j < columns; j += 1) gb[j] += delta[q * columns + j];
    for (let i = 0; i < rows; i += 1) {
      const value = a[q * rows + i];
      if (value === 0) continue;
      for (let j = 0; j < columns; j += 1) gW[i * columns + j] += value * delta[q * columns + j];
    }
  }
  return [gW, gb];
}

// Multiply the entries of hidden layer l by what a function says of them, by dropout's factors, and
// by 0 where a unit is switched off: `off` holds such units as "layer.unit", from 1.
function scaled(values, l, units, factor, mask, off) {
  const isOff = listOf(units, (j) => Boolean(off?.has(`${l}.${j + 1}`)));
  for (let k = 0; k < values.length; k += 1) values[k] = isOff[k % units] ? 0 : factor(values[k], k) * (mask ? mask[k] : 1);
  return values;
}

// The activations of all layers for n rows of X, the input first; the last entry is z of the output.
// `masks` holds for each hidden layer the factors of its entries: 0, or 1 / (1 − p), or 1.
function forward(net, X, n, g, masks = null, off = null) {
  const [layers, zs] = [[X], []];
  net.W.forEach((W, l) => {
    const z = ahead(layers[l], W, n, net.sizes[l + 1], net.b[l]);
    zs.push(z);
    layers.push(l === net.W.length - 1 ? z : scaled(z.slice(), l + 1, net.sizes[l + 1], g, masks?.[l], off));
  });
  return { layers, zs };
}

// [dL/dW, dL/db] of each layer, where `delta` is dL/dz of the output.
function backward(net, { layers, zs }, delta, n, slope, masks = null, off = null) {
  const found = [];
  let back = delta;
  for (let l = net.W.length - 1; l >= 0; l -= 1) {
    found.unshift(gradientsOf(layers[l], back, n));
    if (l) back = scaled(behind(back, net.W[l], n, net.sizes[l + 1]), l, net.sizes[l], (u, k) => u * slope(zs[l - 1][k]), masks?.[l - 1], off);
  }
  return found;
}
