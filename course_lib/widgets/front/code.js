// The state of a plot as code, and as a link.

const WORDS = new Map([[true, "True"], [false, "False"], [null, "None"]]); // as Python has them
const literal = (value) => WORDS.get(value) ?? JSON.stringify(value);

// What differs from the defaults; a plot may add more of its own, such as weights.
function changedIn(plot) {
  const own = Object.entries(plot.state).filter(([name, value]) => value !== plot.spec.defaults[name]);
  return Object.entries({ ...Object.fromEntries(own), ...plot.front.more?.(plot) });
}

function codeOf(plot) {
  const settings = changedIn(plot).map(([name, value]) => `${name}=${literal(value)}`);
  return `widgets.${plot.spec.name}(${[plot.spec.own, ...settings].filter(Boolean).join(", ")})`;
}

function addressOf(plot) {
  const settings = new URLSearchParams(changedIn(plot).map(([name, value]) => [name, String(value)]));
  return `${location.href.split("#")[0]}#${plot.spec.name}?${settings}`;
}

const onCoursePage = () => document.documentElement.dataset.coursePage !== undefined;

function fromAddress(name) {
  const [where, settings] = location.hash.slice(1).split("?");
  return where === name && onCoursePage() ? Object.fromEntries(new URLSearchParams(settings)) : {};
}

async function copied(button, text) {
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    const code = button.parentElement.querySelector("code");
    code.textContent = text;
    getSelection().selectAllChildren(code);
    button.textContent = "Selected: copy it with Ctrl+C";
  }
  setTimeout(() => (button.textContent = label), 2000);
}

function shareRow(plot) {
  const copy = (label, text) => make("button", { type: "button", onclick: (event) => copied(event.target, text(plot)) }, label);
  return make("div", { class: "share" }, plot.code, copy("Copy this state as code", codeOf),
    onCoursePage() ? copy("Copy a link to it", addressOf) : null);
}
