// What is painted: colours of the page, fields of numbers, and the sheet they lie on.

// The colours of style.css as [red, green, blue], for what is drawn on a canvas.
function palette(host) {
  const style = getComputedStyle(host);
  const read = {};
  for (const name of ["ink", "paper", "faint", "blue", "orange", "green", "red", "purple"]) {
    const hex = style.getPropertyValue(`--plot-${name}`).trim();
    read[name] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  }
  return read;
}

const mixed = (a, b, share) => a.map((from, i) => Math.round(from + (b[i] - from) * share));
const css = (rgb, opacity = 1) => `rgb(${rgb.join(" ")} / ${opacity})`;

// 256 colours for a field: "sides" from blue over the paper to orange, or paper to one colour.
function ramp(colours, map) {
  const table = new Uint8ClampedArray(256 * 3);
  for (let i = 0; i < 256; i += 1) {
    const share = i / 255;
    const side = share < 0.5 ? colours.blue : colours.orange;
    const rgb =
      map === "sides"
        ? mixed(colours.paper, side, Math.abs(2 * share - 1) * 0.62)
        : mixed(colours.paper, colours[map] ?? colours.ink, share * 0.9);
    table.set(rgb, 3 * i);
  }
  return table;
}

// Paint a field of rows × columns, the first row lowest, into a part of a canvas.
function paintField(context, values, [rows, columns], table, [low, high], box, smooth = true) {
  const image = new ImageData(columns, rows);
  for (let i = 0; i < rows; i += 1) {
    for (let j = 0; j < columns; j += 1) {
      const value = values[(rows - 1 - i) * columns + j];
      const at = 4 * (i * columns + j);
      if (Number.isNaN(value)) continue; // nothing there: the paper shows
      const colour = 3 * clip(Math.round((255 * (value - low)) / (high - low)), 0, 255);
      image.data.set(table.subarray(colour, colour + 3), at);
      image.data[at + 3] = 255;
    }
  }
  paintField.sheet ??= document.createElement("canvas");
  const sheet = paintField.sheet;
  if (sheet.width !== columns || sheet.height !== rows) {
    sheet.width = columns;
    sheet.height = rows;
  }
  const inner = sheet.getContext("2d");
  inner.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = smooth;
  context.drawImage(sheet, 0, 0, columns, rows, ...box);
}

// A canvas, and SVG above it.
class Sheet {
  constructor(label) {
    this.canvas = make("canvas", { "aria-hidden": "true" });
    this.svg = make("svg", { role: "group", "aria-label": label });
    this.box = make("div", { class: "sheet" }, this.canvas, this.svg);
  }

  resize(width, height) {
    const ratio = window.devicePixelRatio || 1;
    Object.assign(this, { width, height });
    set(this.svg, { width, height });
    set(this.canvas, { width: width * ratio, height: height * ratio });
    Object.assign(this.canvas.style, { width: `${width}px`, height: `${height}px` });
  }

  // The canvas with nothing on it, in pixels of the page.
  cleared() {
    const ratio = window.devicePixelRatio || 1;
    const context = this.canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, this.width, this.height);
    return context;
  }

  // Where a pointer is, in the same pixels.
  at(event) {
    const edge = this.svg.getBoundingClientRect();
    return [event.clientX - edge.left, event.clientY - edge.top];
  }
}
