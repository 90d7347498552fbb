// The stepper's neuron as a graph, with a number on every edge.

const NAMES = { x1: "x₁", w1: "w₁", x2: "x₂", w2: "w₂", b: "b" };
const BUTTONS = { f: "forward", b: "backward", u: "update", r: "reset" };
const BOX = { half: 54, tall: 24 }; // half a box, in pixels

// The centre of each box: from left to right, or on a narrow page from above to below, where the
// inputs meet on a line that leads down to z.
function placesFor(width) {
  const wide = width >= 780;
  const right = (wide ? width : Math.min(width, 520)) - BOX.half - 6;
  const pitch = wide ? 64 : 60;
  const places = { wide };
  Object.keys(NAMES).forEach((id, i) => (places[id] = [BOX.half + 6, 30 + i * pitch]));
  const [middle, low] = [30 + 2 * pitch, 30 + 4 * pitch];
  return Object.assign(places, wide
    ? { z: [0.47 * width, middle], a: [0.705 * width, middle], L: [right, middle], y: [right, 30], height: low + 32 }
    : { z: [right, low + 86], a: [right, low + 216], L: [right, low + 346], y: [BOX.half + 6, low + 346], height: low + 376, rail: right + BOX.half - 6 });
}

function arrow(...points) {
  const [[x0, y0], [x1, y1]] = points.slice(-2);
  const angle = Math.atan2(y1 - y0, x1 - x0);
  const side = (turn) => `L${x1 - 9 * Math.cos(angle + turn)} ${y1 - 9 * Math.sin(angle + turn)}`;
  const line = points.map((p, i) => `${i ? "L" : "M"}${p}`).join("");
  return [make("path", { class: "edge", d: line }), make("path", { class: "head", d: `M${x1} ${y1}${side(0.4)}${side(-0.4)}z` })];
}

class NeuronView {
  constructor(plot, spec) {
    Object.assign(this, { plot, spec });
    this.svg = make("svg", { role: "group", tabindex: 0, "aria-label": "The neuron as a graph. Keys: F forward, B backward, U update, R reset." });
    onKeys(this.svg, ({ key }) => BUTTONS[key.toLowerCase()] && (() => plot.act(BUTTONS[key.toLowerCase()])));
    const given = GIVEN.map((id) => plot.controls[id].box);
    given[0].closest("details").hidden = true; // all of its fields come into the picture
    for (const box of given) box.classList.add("given");
    this.signs = {};
    const typed = Object.keys(LOCAL).map((id) => {
      plot.controls[id].box.append((this.signs[id] = make("span", { class: "mark" })));
      return plot.controls[id].box;
    });
    this.figure = make("figure", { class: "neuron" },
      make("figcaption", {}, spec.title), make("div", { class: "sheet" }, this.svg, ...given),
      make("div", { class: "controls", role: "group", "aria-label": "Your local derivatives" },
        make("span", {}, "Your local derivatives:"), ...typed, plot.controls.check.box));
  }

  draw(result) {
    this.figure.hidden = this.plot.state.view !== "neuron";
    const width = this.figure.hidden ? 0 : this.plot.widthOf(this);
    if (width < 40) return;
    if (width !== this.width) this.resize(width);
    const nodes = ["z", "a", "L"].flatMap((id) => this.node(id, result));
    const parts = [...this.inputs(result), ...this.chain(result)];
    const texts = parts.filter((part) => part.tagName === "text"); // above all lines
    this.svg.replaceChildren(...parts.filter((part) => part.tagName !== "text"), ...texts, ...nodes);
    this.judge(result.right);
  }

  resize(width) {
    this.width = width;
    this.places = placesFor(width);
    set(this.svg, { width, height: this.places.height, class: this.places.wide ? "wide" : "" });
    for (const id of GIVEN) {
      const [x, y] = this.places[id];
      Object.assign(this.plot.controls[id].box.style, { left: `${x}px`, top: `${y}px`, width: `${2 * BOX.half}px` });
    }
  }

  // A number beside an edge; what the last step has brought is bold.
  label(kind, x, y, text, { isNew = false, anchor = "middle" } = {}) {
    return make("text", { class: `on-paper ${kind}${isNew ? " new" : ""}`, x, y, "text-anchor": anchor }, text);
  }

  // From the inputs, weights and the bias to z.
  inputs({ shown, numbers, step }) {
    const { places } = this;
    const [zx, zy] = places.z;
    const values = [numbers.x[0], numbers.w[0], numbers.x[1], numbers.w[1], numbers.b];
    const slopes = [step.dL_dx[0], step.dL_dw[0], step.dL_dx[1], step.dL_dw[1], step.dL_dz];
    return Object.keys(NAMES).flatMap((id, i) => {
      const [start, y] = [places[id][0] + BOX.half, places[id][1]];
      const end = places.wide ? [zx - BOX.half - 2, zy] : [places.rail, y];
      const on = (share) => [start + share * (end[0] - start), y + share * (end[1] - y)];
      const ahead = places.wide ? [on(0.13)[0], on(0.13)[1] + 4] : [on(0.5)[0], y - 5];
      const back = places.wide ? [on(0.56)[0], on(0.56)[1] + 4] : [on(0.5)[0], y + 15];
      const line = places.wide ? arrow([start, y], end) : arrow([start, y], end, [end[0], zy - 46], [zx, zy - 46], [zx, zy - BOX.tall - 2]);
      return [
        ...(places.wide || id === "b" ? line : line.slice(0, 1)),
        ...(shown >= 1 ? [this.label("ahead", ...ahead, words(values[i]), { isNew: shown === 1 })] : []),
        ...(shown >= 7 ? [this.label("back", ...back, `∂L/∂${NAMES[id]} = ${words(slopes[i])}`, { isNew: shown === 7 })] : []),
      ];
    });
  }

  // From z to a, from a and y to L.
  chain({ shown, step, numbers }) {
    const { places } = this;
    const slope = shown >= 5 ? `φ′(z) = ${words(step.da_dz)}` : "a = φ(z)";
    const back = (name, at) => shown >= at && [`∂L/∂${name}`, words(step[`dL_d${name}`])];
    const parts = [
      ...this.link("z", "a", [["term", slope, shown === 5], ["ahead", shown >= 2 && words(step.z)], ["back", back("z", 6), shown === 6]]),
      ...this.link("a", "L", [["term", LOSSES[this.plot.state.loss].words], ["ahead", shown >= 3 && words(step.a)], ["back", back("a", 4), shown === 4]]),
    ];
    const [[x, y], [lx, ly]] = [places.y, places.L];
    const target = shown >= 3 ? words(numbers.y) : "";
    return [...parts, ...(places.wide
      ? [...arrow([x, y + BOX.tall], [lx, ly - BOX.tall - 2]), this.label("ahead", x - 8, (y + ly) / 2 + 4, target, { anchor: "end" })]
      : [...arrow([x + BOX.half, y], [lx - BOX.half - 2, ly]), this.label("ahead", (x + lx) / 2, y - 6, target)])];
  }

  // An arrow with three labels: the formula, the value ahead, the derivative back.
  link(from, to, labels) {
    const { places } = this;
    const [[x0, y0], [x1, y1]] = [places[from], places[to]];
    const line = places.wide ? arrow([x0 + BOX.half, y0], [x1 - BOX.half - 2, y1]) : arrow([x0, y0 + BOX.tall], [x1, y1 - BOX.tall - 2]);
    const texts = labels.filter(([, text]) => text).flatMap(([kind, text, isNew], i) => {
      const row = { term: 0, ahead: 1, back: 2 }[kind];
      const lines = [text].flat();
      if (!places.wide) return [this.label(kind, x0 - 10, (y0 + y1) / 2 - 14 + 19 * row, lines.join(" = "), { isNew, anchor: "end" })];
      return lines.map((part, k) => this.label(kind, (x0 + x1) / 2, y0 + [-38, -8, 19][row] + 16 * k, part, { isNew }));
    });
    return [...line, ...texts];
  }

  // A box, or a frame so many pixels around it.
  frame(kind, x, y, away) {
    const [half, tall] = [BOX.half + away, BOX.tall + away];
    return make("rect", { class: kind, x: x - half, y: y - tall, width: 2 * half, height: 2 * tall, rx: away ? 10 : 8 });
  }

  node(id, { shown, step }) {
    const [x, y] = this.places[id];
    const place = { z: 1, a: 2, L: 3 }[id];
    const isNew = shown === place ? " new" : "";
    const text = shown >= place ? `${id} = ${words(step[id])}` : id;
    return [this.frame(`node${isNew}`, x, y, 0), make("text", { class: shown >= place ? "ahead value" : "value", x, y: y + 5, "text-anchor": "middle" }, text)];
  }

  // A sign and a word beside the field, and the sign at the box: no colour is needed.
  judge(right) {
    for (const [id, [, node]] of Object.entries(LOCAL)) {
      const verdict = right[id] === undefined ? "" : right[id] ? "right" : "wrong";
      const sign = { right: "✓", wrong: "✗" }[verdict] ?? "";
      this.signs[id].textContent = sign && `${sign} ${verdict}`;
      this.signs[id].className = `mark ${verdict}`;
      if (!sign) continue;
      const [x, y] = this.places[node];
      this.svg.append(this.frame(`frame ${verdict}`, x, y, 3),
        make("text", { class: `on-paper sign ${verdict}`, x: x + BOX.half - 10, y: y - BOX.tall + 4 }, sign));
    }
  }
}

VIEWS.neuron = NeuronView;
