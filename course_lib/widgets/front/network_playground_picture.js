// The playground's network as a picture: a map for each unit, a line for each weight.

const unitName = ({ state, memory: { net: { sizes } } }, l, j) =>
  l === 0 ? FEATURES[featuresOf(state)[j]][0] : l === sizes.length - 1 ? "output" : `unit ${l}.${j + 1}`;
const keyOf = (l, j) => `${l}.${j + 1}`; // of a unit that is switched off

// Keys "layer:from:to" of all weights, "layer:b:to" of all biases, with their names.
function weightsOf(plot) {
  const { net } = plot.memory;
  return net.W.flatMap((_, l) => listOf(net.sizes[l + 1], (j) => [
    ...listOf(net.sizes[l], (i) => [`${l}:${i}:${j}`, `${unitName(plot, l, i)} → ${unitName(plot, l + 1, j)}`]),
    [`${l}:b:${j}`, `bias of ${unitName(plot, l + 1, j)}`],
  ]).flat());
}

// The array that a weight or bias stands in, and its place there.
function entry(net, key) {
  const [l, i, j] = key.split(":");
  return i === "b" ? [net.b[l], Number(j)] : [net.W[l], i * net.sizes[+l + 1] + Number(j)];
}

function weightAt(net, key) {
  const [values, at] = entry(net, key);
  return values[at];
}

// Make parts anew; who stood on one of them stands on the one of that name afterwards.
function keepingFocus(box, make) {
  const from = document.activeElement;
  const name = box.contains(from) && from.getAttribute("aria-label");
  make();
  if (name && !from.isConnected) box.querySelector(`[aria-label="${CSS.escape(name)}"]`)?.focus({ preventScroll: true });
}

class NetworkView {
  constructor(plot, spec) {
    Object.assign(this, { plot, spec, nodes: [], lines: [], editor: new WeightEditor(plot) });
    this.sheet = new Sheet("The network: inputs on the left, the output on the right");
    this.layers = make("div", { class: "controls" });
    this.hover = make("p", { class: "hover" });
    this.figure = make("figure", { class: "network" },
      make("figcaption", {}, spec.title), this.layers, this.sheet.box, this.hover, this.editor.box);
    const { svg } = this.sheet;
    svg.addEventListener("pointermove", (event) => this.over(this.edgeAt(event)));
    svg.addEventListener("pointerleave", () => this.over(null));
    svg.addEventListener("click", (event) => {
      const edge = this.edgeAt(event);
      if (edge && !event.target.closest("g[tabindex]")) this.editor.pick(edge);
    });
  }

  draw(result) {
    const { plot, sheet } = this;
    const width = plot.widthOf(this);
    if (width < 40) return;
    const now = JSON.stringify([width, plot.memory.net.sizes, plot.state.features, window.devicePixelRatio]);
    if (now !== this.built || !this.width) this.rebuild(width);
    [this.built, this.width] = [now, width];
    const context = sheet.cleared();
    this.edges(context);
    for (const node of this.nodes) {
      this.map(context, node, result);
      if (node.group) this.name(node);
    }
    this.tell();
  }

  rebuild(width) {
    const { sizes } = this.plot.memory.net;
    const columns = [Object.keys(FEATURES).length, ...sizes.slice(1)];
    this.side = clip(Math.floor(width / (columns.length * 1.75)), 20, 44);
    this.sheet.resize(width, Math.max(7, ...columns) * (this.side + 8) + 8);
    this.nodes = columns.flatMap((count, l) => listOf(count, (k) => this.placed(l, k, count, columns.length)));
    const pressed = this.nodes.filter((node) => node.l < sizes.length - 1);
    keepingFocus(this.figure, () => {
      this.sheet.svg.replaceChildren(...pressed.map((node) => this.button(node)));
      this.editor.offer();
      this.resizers();
    });
  }

  // A unit with its place; an input that is not taken is number −1.
  placed(l, k, count, layers) {
    const { side, sheet: { width, height } } = this;
    const feature = l === 0 ? Object.keys(FEATURES)[k] : null;
    const left = l === 0 ? 46 : 46 + (l * (width - 50 - side)) / (layers - 1);
    const top = (height - count * (side + 8)) / 2 + k * (side + 8) + 4;
    return { l, j: feature ? featuresOf(this.plot.state).indexOf(feature) : k, left, top, middle: top + side / 2, feature };
  }

  // A node to press: an input is taken or left out; a hidden unit is chosen, with Shift switched off.
  button(node) {
    const { feature, l, j, left, top, middle } = node;
    const name = feature && FEATURES[feature][0];
    const press = (event) => {
      if (feature) this.take(feature);
      else if (event.shiftKey) this.editor.toggle([l, j]);
      else this.editor.pick(`${l - 1}:0:${j}`);
    };
    const role = feature ? { role: "switch", "aria-label": `input ${name}` } : { role: "button" };
    const rect = make("rect", { x: left, y: top, width: this.side, height: this.side, rx: 3 });
    node.group = make("g", { tabindex: 0, ...role, onclick: press, onpointerenter: () => this.over(null, node) }, rect,
      feature ? make("text", { x: left - 5, y: middle + 4, "text-anchor": "end" }, name) : null);
    onKeys(node.group, (event) => {
      if (isPress(event)) return () => press(event);
      return event.key === "Delete" && !feature ? () => this.editor.toggle([l, j]) : null;
    });
    return node.group;
  }

  take(feature) {
    const used = new Set(featuresOf(this.plot.state));
    if (!used.delete(feature)) used.add(feature);
    if (used.size) this.plot.change({ features: [...used].join(",") });
  }

  resizers() {
    const hidden = this.plot.memory.net.sizes.slice(1, -1);
    const shape = (l, by) => hidden.map((n, k) => (k === l ? n + by : n)).filter((n) => n > 0);
    const sized = (units) => this.plot.change({ hidden: units.join(",") || "0", off: "" });
    const press = (label, name, on, units) => make("button", { type: "button", "aria-label": name, disabled: !on, onclick: () => sized(units) }, label);
    this.layers.replaceChildren(
      make("span", { class: "control" }, `Layers: ${hidden.length}`, press("−", "one layer less", hidden.length, hidden.slice(0, -1)),
        press("+", "one layer more", hidden.length < 6, [...hidden, hidden.at(-1) ?? 4])),
      ...hidden.map((n, l) => make("span", { class: "control" }, `Layer ${l + 1}: ${n}`,
        press("−", `one unit less in layer ${l + 1}`, true, shape(l, -1)), press("+", `one unit more in layer ${l + 1}`, n < 8, shape(l, 1)))));
  }

  // Thickness is the size of a weight; orange and solid is positive, blue and dashed negative.
  edges(context) {
    const { net, off } = this.plot.memory;
    const { blue, orange, ink } = this.plot.colours;
    const pairs = this.nodes.filter((node) => node.j >= 0).flatMap((from) => this.nodes.filter((to) => to.l === from.l + 1).map((to) => [from, to]));
    this.lines = pairs.map(([from, to]) => {
      const key = `${from.l}:${from.j}:${to.j}`;
      const w = net.W[from.l][from.j * net.sizes[to.l] + to.j];
      const isDead = off.has(keyOf(from.l, from.j)) || off.has(keyOf(to.l, to.j));
      const line = { key, x: from.left + this.side, y: from.middle, ex: to.left, ey: to.middle };
      context.lineWidth = w === 0 ? 0.4 : clip(0.6 + 2 * Math.abs(w), 0.6, 8);
      context.strokeStyle = key === this.editor.chosen ? css(ink) : css(w > 0 ? orange : blue, isDead ? 0.12 : 0.75);
      context.setLineDash(w < 0 ? [6, 4] : []);
      context.stroke(new Path2D(`M${line.x} ${line.y}L${line.ex} ${line.ey}`));
      return line;
    });
    context.setLineDash([]);
  }

  // What a unit says over the plane; a cross where it says 0 because it is switched off or dropped.
  map(context, { l, j, left, top }, { maps, answer }) {
    const { plot, side } = this;
    const { net, off, masks, chosen } = plot.memory;
    const { ink, paper } = plot.colours;
    const isLast = l === net.sizes.length - 1;
    const isHidden = l > 0 && !isLast;
    const box = [left, top, side, side];
    context.fillStyle = css(paper);
    context.fillRect(...box);
    if (isLast) paintField(context, answer, answer.shape, plot.ramp("sides"), [0, 1], box);
    else if (j >= 0) {
      const mine = filled(TILE * TILE, (_, q) => maps[l][q * net.sizes[l] + j]);
      const most = mine.reduce((m, v) => Math.max(m, Math.abs(v)), 1e-9); // the shape matters, not the size
      paintField(context, mine, [TILE, TILE], plot.ramp("sides"), [-most, most], box);
    }
    context.strokeStyle = css(ink, j < 0 ? 0.3 : 1);
    context.lineWidth = isHidden && chosen?.[0] === l && chosen[1] === j ? 3 : 1;
    context.strokeRect(...box);
    if (!(l > 0 && off.has(keyOf(l, j))) && !(plot.playing && isHidden && masks?.[l - 1]?.[j] === 0)) return;
    context.lineWidth = 2.5;
    context.stroke(new Path2D(`M${left} ${top}l${side} ${side}m${-side} 0l${side} ${-side}`));
  }

  name({ l, j, feature, group }) {
    const { playing, memory: { net, off } } = this.plot;
    if (feature) group.setAttribute("aria-checked", j >= 0);
    else if (!playing) {
      const isOff = off.has(keyOf(l, j)) ? ", switched off" : "";
      group.setAttribute("aria-label", `${unitName(this.plot, l, j)}, bias ${say(net.b[l - 1][j])}${isOff}`);
    }
  }

  // The key of the line that is nearest to a pointer.
  edgeAt(event) {
    const [px, py] = this.sheet.at(event);
    let best = { away: 7 };
    for (const { key, x, y, ex, ey } of this.lines) {
      const away = Math.abs(py - y - clip((px - x) / (ex - x || 1), 0, 1) * (ey - y)) + (px < x || px > ex ? 99 : 0);
      if (away < best.away) best = { away, key };
    }
    return best.key ?? null;
  }

  over(key, node = null) {
    const { plot } = this;
    const [l, i, j] = key?.split(":").map(Number) ?? [];
    this.under = key ? () => `${unitName(plot, l, i)} → ${unitName(plot, l + 1, j)}: ${say(weightAt(plot.memory.net, key))}`
      : node && !node.feature ? () => `unit ${keyOf(node.l, node.j)}: bias ${say(plot.memory.net.b[node.l - 1][node.j])}` : null;
    this.sheet.svg.style.cursor = key || node ? "pointer" : "default";
    this.tell();
  }

  tell() {
    this.hover.textContent = this.under?.() ?? "Point at a line for its weight. Click a line or a unit to edit it; Shift-click switches a unit off.";
    this.editor.tell();
  }
}

VIEWS.network = NetworkView;
