// The network playground: data, network and training, all of it changeable while it trains.

const shownAs = (state, z) => (isNumber(state) ? (z + 1) / 2 : state.loss === "hinge" ? clip((z + 1) / 2, 0, 1) : sigmoid(z));

// The answer over the plane, what each unit says there, the points, and the bent plane.
function seen({ state, memory, arrays }) {
  const { net, off, grid, tile, train: data, held } = memory;
  const { g } = activation(state.activation, arrays);
  const over = (X, n) => forward(net, X, n, g, null, off).layers;
  const answer = over(grid, GRID * GRID).at(-1).map((z) => (state.discrete ? Number(shownAs(state, z) > 0.5) : shownAs(state, z)));
  answer.shape = [GRID, GRID];
  const maps = over(tile, TILE * TILE);
  const shown = state.show_held ? held.points : [];
  return { answer, maps, ...dotsOf("train", data.points, data.points), ...dotsOf("held", shown, shown), ...bend(memory, state, maps, over(data.X, data.n)) };
}

// The points of both classes at some places.
function dotsOf(name, points, places) {
  return Object.fromEntries([0, 1].flatMap((label) => {
    const mine = places.filter((_, q) => points[q][2] > 0.5 === Boolean(label));
    return [[`${name}${label}_x`, mine.map((p) => p[0])], [`${name}${label}_y`, mine.map((p) => p[1])]];
  }));
}

// Where two hidden units put the plane's lines and points: all that the next layer sees of them.
function bend({ net, chosen, train: data }, state, maps, layers) {
  const layer = clip(chosen?.[0] ?? net.sizes.length - 2, 0, net.sizes.length - 2);
  const units = net.sizes[layer];
  const first = clip(chosen?.[1] ?? 0, 0, units - 1);
  const pair = [first, first + 1 < units ? first + 1 : Math.max(0, first - 1)];
  const seenBy = pair.map((j) => filled(TILE * TILE, (_, q) => maps[layer][q * units + j]));
  const sizes = seenBy.map((v) => v.reduce((top, a) => Math.max(top, Math.abs(a)), 1e-9));
  const [mesh_x, mesh_y] = seenBy.map((v, i) => meshed(v, sizes[i]));
  const places = rowsOf(layers[layer], units).map((a) => pair.map((j, i) => a[j] / sizes[i]));
  const isLast = units === 2 && layer === net.sizes.length - 2; // two units are all that the output sees
  const [border_x, border_y] = isLast ? borderOf(pair.map((j, i) => net.W.at(-1)[j] * sizes[i]), net.b.at(-1)[0]) : [[], []];
  const [across, up] = pair.map((j) => unitName({ state, memory: { net } }, layer, j));
  return { mesh_x, mesh_y, border_x, border_y, ...dotsOf("bent", data.points, places), bend_names: `across ${across}, up ${up}` };
}

// Every third row and column of the plane, with gaps between them.
function meshed(values, size) {
  const found = [];
  for (let i = 0; i < TILE; i += 3) {
    for (const [from, way] of [[i * TILE, 1], [i, TILE]]) {
      for (let j = 0; j < TILE; j += 1) found.push(values[from + j * way] / size);
      found.push(NaN);
    }
  }
  return found;
}

// The straight line w · a + b = 0.
function borderOf(w, b) {
  const square = w[0] ** 2 + w[1] ** 2;
  const [foot, length] = [-b / square, Math.sqrt(square)];
  const ends = square > 1e-12 ? [-4, 4] : [];
  return [ends.map((t) => foot * w[0] - (t * w[1]) / length), ends.map((t) => foot * w[1] + (t * w[0]) / length)];
}

function sentence({ state, memory }, now) {
  const { net, added, removed, off } = memory;
  const told = (part, { loss, right }) => (part.n ? `${say(loss)}${isNumber(state) ? "" : ` (${Math.round(100 * right)}% right)`}` : "– (no points)");
  const weights = net.W.flatMap((w) => [...w]);
  const zeros = weights.filter((w) => w === 0).length;
  const penalty = state.l1 * sum(weights.map(Math.abs)) + state.l2 * sum(weights.map((w) => w * w));
  return `Step ${say(net.steps)}: training loss ${told(memory.train, now[0])}, held-out loss ${told(memory.held, now[1])}.`
    + (penalty ? ` Penalty ${say(penalty)}; ${zeros} of ${weights.length} weights are exactly 0.` : "")
    + (added.length || removed.size ? ` Points painted: ${added.length}, removed: ${removed.size}.` : "")
    + (off.size ? ` Switched off: unit ${[...off].join(", ")}.` : "") + memory.stopped;
}

plots.network_playground = {
  maths: { activation, network, forward, step, meanLoss, LOSSES, reshaped },

  compute(state, arrays, plot) {
    follow(plot);
    const { history, net, best } = plot.memory;
    const [steps, loss_train, loss_held] = [0, 1, 2].map((k) => history.map((h) => h[k]));
    const highest = Math.max(isNumber(state) ? 0.2 : 0.8, ...history.map((h) => Math.min(1.5, Math.max(h[1], h[2] || 0))));
    plot.controls.play.says(plot.playing ? "Pause" : "Play");
    return {
      ...seen(plot), steps, loss_train, loss_held, kept: best && state.patience ? best.at : NaN,
      guessing: state.loss === "binary_cross_entropy" && !isNumber(state) ? Math.LN2 : NaN,
      limits: { losses: { x: [0, Math.max(net.steps, 10)], y: [0, highest * 1.05] } }, line: sentence(plot, lossesOf(plot)),
    };
  },

  play: (plot) => plot.playOrPause(),
  frame: train,
  step: train,
  reset(plot) {
    plot.memory.stopped = "";
    plot.change({ seed: plot.state.seed + 1, state: "" });
  },
  points(plot) {
    Object.assign(plot.memory, { added: [], removed: new Set() });
    plot.change({ draw: plot.state.draw + 1 });
  },

  // A press paints; moving on paints more, a little apart. The other colour with Shift or the
  // right button.
  touched(plot, view, [x, y], event) {
    const { memory } = plot;
    if (Math.max(Math.abs(x), Math.abs(y)) > LIMIT || event.type === "pointerup" || event.type === "pointercancel") return;
    if (event.type === "pointermove" && memory.last && Math.hypot(x - memory.last[0], y - memory.last[1]) < 0.25) return;
    memory.last = [x, y];
    paint(plot, x, y, event.shiftKey || event.button === 2 || event.buttons === 2);
    plot.schedule();
  },

  more({ memory }) {
    const { net, edited, added, removed } = memory;
    return net && (net.steps || edited || added.length || removed.size) ? { state: pack(memory) } : {};
  },

  table(plot) {
    return [tabled("The network", ["weight or bias", "value"], weightsOf(plot).map(([key, name]) => [name, weightAt(plot.memory.net, key)]))];
  },
};
