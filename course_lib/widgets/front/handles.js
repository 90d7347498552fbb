// What is moved by hand in axes: handles, points, and the cross that presses for the keyboard.

const TO_ENDS = { PageUp: [0, 10], PageDown: [0, -10], Home: [-1e9, 0], End: [1e9, 0] }; // besides the arrows
const NEAR = 24; // pixels: a press so near to a handle is meant for it

// A press moves the nearest handle; where there is none, the plot is told of the place.
function listenTo(axes) {
  const { sheet: { svg }, spec: { touch } } = axes;
  const handles = axes.marks.filter((mark) => mark.grip);
  if (handles.length || touch) {
    svg.style.touchAction = touch || handles.some((handle) => handle.free) ? "none" : "pan-y";
    svg.style.cursor = touch ? "crosshair" : "pointer";
  }
  let held = null;
  svg.addEventListener("pointerdown", (event) => {
    const near = handles.map((handle) => handle.grip(event)).sort((a, b) => a.away - b.away)[0];
    held = touch && !(near?.away < NEAR) ? { drag: (...place) => axes.touched(...place) } : near;
    if (!held) return;
    event.preventDefault();
    svg.setPointerCapture?.(event.pointerId);
    held.drag(...axes.at(event), event);
  });
  svg.addEventListener("pointermove", (event) => held?.drag(...axes.at(event), event));
  for (const end of ["pointerup", "pointercancel"]) {
    svg.addEventListener(end, (event) => {
      if (held && touch) axes.touched(...axes.at(event), event);
      held = null;
    });
  }
  if (touch) svg.addEventListener("contextmenu", (event) => event.preventDefault());
}

// A point that is dragged along x or y, or both: each moves the control of that name. It is a
// slider for the keyboard and for screen readers, whatever it looks like.
class Handle extends Mark {
  constructor(axes, spec) {
    super(axes, spec);
    this.free = Boolean(spec.moves.x && spec.moves.y);
    this.controls = [spec.moves.x, spec.moves.y].filter(Boolean).map((name) => axes.plot.controls[name]);
    this.group.removeAttribute("aria-hidden");
    set(this.group, { tabindex: 0, role: "slider", "aria-label": spec.label });
    this.group.append(make("circle", { r: 20, class: "reach" }), make("circle", { r: 7 }));
    onKeys(this.group, (event) => this.key(event));
  }

  draw(result) {
    const { x, y, box: [left, top, width, height] } = this.axes;
    this.place = [clip(x.to(this.value(result, "x")), left, left + width), clip(y.to(this.value(result, "y")), top, top + height)];
    const [{ spec: { low, high }, value }] = this.controls;
    const said = this.controls.map((control) => control.words()).join(", ");
    set(this.group, { transform: `translate(${this.place.join(" ")})`, ...ranged(low, high, value), "aria-valuetext": said });
  }

  grip(event) {
    return { away: this.axes.away(event, ...this.place), drag: (x, y) => this.drag({ x, y }) };
  }

  drag(place) {
    if (document.activeElement !== this.group) this.group.focus({ preventScroll: true });
    const { spec, plot } = this.axes;
    const moves = Object.entries(this.spec.moves);
    plot.change(Object.fromEntries(moves.map(([axis, name]) => [name, spec[axis].log ? 10 ** place[axis] : place[axis]])));
  }

  key(event) {
    const [right, up] = ARROWS[event.key] ?? TO_ENDS[event.key] ?? [0, 0];
    if (!right && !up) return null;
    const control = right ? this.controls[0] : this.controls.at(-1);
    const steps = ARROWS[event.key] && event.shiftKey ? 10 * (right + up) : right + up;
    return () => this.axes.plot.change({ [control.spec.id]: control.moved(steps) });
  }
}

// Points that are dragged one by one. What a move means is said by the plot's file:
// `moved(plot, id, index, x, y)`. For the keyboard each is a slider along y.
class Points extends Mark {
  constructor(axes, spec) {
    super(axes, spec);
    this.free = true;
    this.group.removeAttribute("aria-hidden");
    axes.above.append(this.group);
  }

  draw(result) {
    [this.xs, this.ys] = [this.value(result, "x"), this.value(result, "y")];
    while (this.group.childElementCount > this.xs.length) this.group.lastChild.remove();
    while (this.group.childElementCount < this.xs.length) this.group.append(this.point(this.group.childElementCount));
    const { x, y, spec } = this.axes;
    [...this.group.children].forEach((point, i) => {
      const said = `${spec.x.label || "x"} ${say(this.xs[i], 2)}, ${spec.y.label || "y"} ${say(this.ys[i], 2)}`;
      const transform = `translate(${x.to(this.xs[i])} ${y.to(this.ys[i])})`;
      set(point, { transform, ...ranged(y.low, y.high, this.ys[i]), "aria-valuetext": said });
    });
  }

  point(i) {
    const attributes = { class: "handle", tabindex: 0, role: "slider", "aria-label": `${this.spec.label} ${i + 1}` };
    const made = make("g", attributes, make("circle", { r: 16, class: "reach" }), make("circle", { r: this.spec.size ?? 6 }));
    onKeys(made, ({ key, shiftKey }) => ARROWS[key] && (() => {
      const [dx, dy] = [this.axes.x, this.axes.y].map(({ low, high }, k) => ARROWS[key][k] * (shiftKey ? 0.1 : 0.01) * (high - low));
      this.move(i, this.xs[i] + dx, this.ys[i] + dy);
    }));
    return made;
  }

  move(i, x, y) {
    const { plot } = this.axes;
    plot.guard(() => plot.front.moved(plot, this.spec.id, i, x, y));
    plot.schedule();
  }

  grip(event) {
    const { x, y, limits } = this.axes;
    const far = Array.from(this.xs, (at, i) => this.axes.away(event, x.to(at), y.to(this.ys[i])));
    const i = lowestAt(far);
    return { away: far[i] ?? Infinity, drag: (px, py) => {
      this.group.children[i]?.focus({ preventScroll: true });
      this.move(i, clip(px, ...limits.x), clip(py, ...limits.y));
    } };
  }
}

// For the keyboard a cross stands for the pointer: arrows move it, Enter presses.
class Cross {
  constructor(axes) {
    Object.assign(this, { axes, place: [0, 0] });
    this.group = make("g", { class: "cross", tabindex: 0, role: "button" }, make("path", { d: "M-11 0H-3M3 0H11M0 -11V-3M0 3V11" }));
    axes.above.append(this.group);
    onKeys(this.group, (event) => {
      if (isPress(event)) return () => axes.touched(...this.place, { type: "pointerdown", shiftKey: event.shiftKey, button: 0, buttons: 1 });
      return ARROWS[event.key] && (() => this.go(ARROWS[event.key]));
    });
  }

  go(way) {
    const { x, y } = this.axes;
    this.place = [x, y].map(({ low, high }, i) => clip(this.place[i] + (way[i] * (high - low)) / 40, low, high));
    this.draw();
  }

  draw() {
    const { x, y, spec } = this.axes;
    const words = [spec.x, spec.y].map(({ label }, i) => `${label} ${say(this.place[i], 2)}`).join(", ");
    const transform = `translate(${x.to(this.place[0])} ${y.to(this.place[1])})`;
    set(this.group, { transform, "aria-label": `Place ${words}: arrows move it, Enter presses` });
  }
}

const MARKS = { line: Line, dots: Dots, rule: Rule, zones: Zones, words: Words, field: Field, handle: Handle, points: Points };
