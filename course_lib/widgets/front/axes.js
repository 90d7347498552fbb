// Axes: a picture with two scales. Fields are painted on a canvas, all else is SVG above it.

const MARGIN = { top: 10, right: 14, bottom: 40, left: 52 };

// From values to pixels and back.
function scale(low, high, start, end) {
  const slope = (end - start) / (high - low || 1);
  return {
    low, high, to: (value) => start + (value - low) * slope,
    from: (pixel) => low + (pixel - start) / slope,
  };
}

// About `count` round numbers between low and high: steps of 1, 2 or 5 times a power of ten.
function ticks(low, high, count) {
  const rough = (high - low) / Math.max(1, count);
  if (!(rough > 0) || !Number.isFinite(rough)) return [low];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999) * power;
  const found = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i += 1) {
    found.push(Number((i * step).toPrecision(12)));
  }
  return found;
}

// Limits with some room around values; an empty or flat one gets a width.
function around(values, room = 0.1) {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!(low <= high) || !Number.isFinite(low) || !Number.isFinite(high)) return [0, 1];
  const extra = (high - low) * room || 0.5;
  return [low - extra, high + extra];
}

class Axes {
  constructor(plot, spec) {
    Object.assign(this, { plot, spec });
    this.sheet = new Sheet(spec.title);
    const id = `${plot.key}-cut-${spec.id}`;
    this.cut = make("rect", {});
    this.frame = make("g", { class: "frame", "aria-hidden": "true" });
    this.inside = make("g", { "clip-path": `url(#${id})` });
    this.above = make("g", {});
    this.sheet.svg.append(make("defs", {}, make("clipPath", { id }, this.cut)), this.frame, this.inside, this.above);
    this.limits = { x: spec.x.limits ?? [0, 1], y: spec.y.limits ?? [0, 1] };
    this.marks = (spec.marks ?? []).map((mark) => new MARKS[mark.kind](this, mark));
    this.figure = make("figure", {}, make("figcaption", {}, spec.title), this.legend(), this.sheet.box);
    if (spec.touch) this.cross = new Cross(this);
    listenTo(this);
  }

  legend() {
    if (!this.spec.legend) return null;
    const named = this.marks.filter((mark) => mark.spec.label && mark.sample);
    return make("div", { class: "legend", "aria-hidden": "true" }, ...named.map((mark) => mark.sample()));
  }

  resize() {
    const width = this.plot.widthOf(this);
    if (width === this.width || width < 40) return;
    this.width = width;
    const tall = (width - MARGIN.left - MARGIN.right) * this.spec.aspect;
    this.sheet.resize(width, Math.round((this.spec.aspect === 1 ? tall : clip(tall, 150, 420)) + 50));
    this.ruled = "";
  }

  // The pixels of the inner box: left, top, width, height.
  get box() {
    const { top, right, bottom, left } = MARGIN;
    return [left, top, this.width - left - right, this.sheet.height - top - bottom];
  }

  draw(result) {
    this.resize();
    if (!this.width) return;
    Object.assign(this.limits, result.limits?.[this.spec.id]);
    const [left, top, width, height] = this.box;
    this.x = scale(...this.limits.x, left, left + width);
    this.y = scale(...this.limits.y, top + height, top);
    this.rule();
    const context = this.sheet.cleared();
    for (const mark of this.marks) mark.draw(result, context);
    this.cross?.draw();
  }

  // Places and names of the ticks on an axis, those inside its limits.
  ticksOf(axis, count) {
    const { low, high } = this[axis];
    const all = this.spec[axis].ticks ?? ticks(low, high, Math.max(2, count));
    return all.map((tick) => (Array.isArray(tick) ? tick : [tick, say(tick)])).filter(([at]) => at >= low && at <= high);
  }

  // Axis lines, ticks and names; drawn anew only when a limit or the size has changed.
  rule() {
    const now = JSON.stringify([this.limits, this.width]);
    if (now === this.ruled) return;
    this.ruled = now;
    const { x, y, spec } = this;
    const [left, top, width, height] = this.box;
    const bottom = top + height;
    const middle = { "text-anchor": "middle" };
    set(this.cut, { x: left, y: top, width, height });
    this.frame.replaceChildren(
      make("path", { class: "axis", d: `M${left} ${top}V${bottom}H${left + width}` }),
      ...this.ticksOf("x", width / 70).flatMap(([at, name]) => [
        make("text", { x: x.to(at), y: bottom + 16, ...middle }, name), make("path", { class: "tick", d: `M${x.to(at)} ${bottom}v4` }),
      ]),
      ...this.ticksOf("y", height / 50).flatMap(([at, name]) => [
        make("text", { x: left - 7, y: y.to(at) + 4, "text-anchor": "end" }, name), make("path", { class: "grid", d: `M${left} ${y.to(at)}h${width}` }),
      ]),
      make("text", { x: left + width / 2, y: bottom + 34, ...middle, class: "name" }, spec.x.label ?? ""),
      make("text", { transform: `translate(13 ${top + height / 2}) rotate(-90)`, ...middle, class: "name" }, spec.y.label ?? ""),
    );
  }

  // The values under a pointer.
  at(event) {
    const [x, y] = this.sheet.at(event);
    return [this.x.from(x), this.y.from(y)];
  }

  // How far a pointer is from a place in the picture, in pixels.
  away(event, x, y) {
    const [px, py] = this.sheet.at(event);
    return Math.hypot(px - x, py - y);
  }

  touched(x, y, event) {
    this.plot.front.touched?.(this.plot, this.spec.id, [x, y], event);
  }
}
