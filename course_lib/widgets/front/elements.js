// Elements of the page, and keys that are pressed on them.

const SVG = "http://www.w3.org/2000/svg";

// Make an element; attributes that begin with "on" are listeners, the rest are children.
function make(tag, attributes = {}, ...children) {
  const svg = /^(svg|g|path|line|rect|circle|text|tspan|defs|pattern|clipPath)$/.test(tag);
  const made = svg ? document.createElementNS(SVG, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) {
      made.setAttribute(name, value === true ? "" : value);
    }
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

function set(element, attributes) {
  for (const name in attributes) element.setAttribute(name, attributes[name]);
}

// -- keys -------------------------------------------------------------------------------

// Keys held with these are for the page around the plot: Ctrl-S saves, Alt-1 opens a side bar.
const isForThePage = (event) => event.ctrlKey || event.metaKey || event.altKey || /^F\d/.test(event.key);
const runsTheCell = (event) => event.shiftKey && event.key === "Enter";
const isPress = (event) => event.key === "Enter" || event.key === " ";

// Where an arrow key leads: [right, up]; of any other key there is none.
const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

// Hear the keys that mean something on an element: `means` says what, or nothing.
function onKeys(element, means) {
  element.addEventListener("keydown", (event) => {
    const work = isForThePage(event) ? null : means(event);
    if (!work) return;
    event.preventDefault();
    work();
  });
}

// JupyterLab takes a key press on a focused slider or picture for a command on the cell: two
// times D deletes it. The attribute that forbids this counts only on the focused element itself,
// and is looked at in the document, so it is set anew for each key on its way there.
function keepKey(host, event) {
  if (!host.contains(event.target)) return;
  event.target.toggleAttribute("data-lm-suppress-shortcuts", !isForThePage(event) && !runsTheCell(event));
}
