// The browser side of Picture: it paints frames and sends pointer and key events one at a time.
//
// An event is sent only after the kernel has answered the one before. Moves that arrive in
// between replace each other, so a fast drag skips positions and can never build up a queue.

const LONGEST_QUEUE = 100; // fifty clicks while the kernel is busy

// Keys held with these are for the page around the plot: Ctrl-S saves, Alt-1 opens a side bar.
const isForThePage = (event) =>
  event.ctrlKey || event.metaKey || event.altKey || /^F\d/.test(event.key);
const runsTheCell = (event) => event.shiftKey && event.key === "Enter";

// JupyterLab takes a key press on a focused slider or picture for a command on the cell: two
// times D deletes it. The attribute that forbids this counts only on the focused element itself,
// and is looked at in the document, so it is set anew for each key on its way there.
function keepKeys(part) {
  const decide = (event) => {
    if (!(part.closest(".plot") ?? part).contains(event.target)) return;
    const ours = !isForThePage(event) && !runsTheCell(event);
    event.target.toggleAttribute("data-lm-suppress-shortcuts", ours);
  };
  window.addEventListener("keydown", decide, true);
  return () => window.removeEventListener("keydown", decide, true);
}

// A still picture is stored in the notebook after the plot, for pages without a kernel. Here the
// plot is alive, so the still one is hidden. It is known by its size; returns whether it was found.
function hideStill(canvas) {
  let node = canvas;
  for (let level = 0; node && level < 8; level += 1, node = node.parentElement) {
    for (const image of node.querySelectorAll("img")) {
      const same = image.naturalWidth === canvas.width && image.naturalHeight === canvas.height;
      const after = canvas.compareDocumentPosition(image) & Node.DOCUMENT_POSITION_FOLLOWING;
      if (same && after) {
        (image.closest(".jp-OutputArea-child") ?? image).style.display = "none";
        return true;
      }
    }
  }
  return false;
}

function render({ model, el }) {
  const view = Math.random().toString(36).slice(2);
  const canvas = document.createElement("canvas");
  canvas.className = "picture";
  canvas.tabIndex = model.get("interactive") ? 0 : -1;
  canvas.setAttribute("role", "img");
  el.appendChild(canvas);
  const context = canvas.getContext("2d");

  let shown = -1;
  let sent = 0;
  let busy = false;
  let held = false; // a button went down here and is not up again
  let queue = [];

  async function paint() {
    const number = model.get("number");
    const bytes = model.get("frame");
    if (!bytes || bytes.byteLength === 0) return;
    const bitmap = await createImageBitmap(new Blob([bytes]));
    if (number < shown) return;
    shown = number;
    if (canvas.width !== bitmap.width || canvas.height !== bitmap.height) {
      canvas.width = bitmap.width;
      canvas.height = bitmap.height;
    }
    context.drawImage(bitmap, 0, 0);
    bitmap.close();
    canvas.dataset.frame = String(number);
    const detail = { number, time: performance.now() };
    canvas.dispatchEvent(new CustomEvent("picture-frame", { bubbles: true, detail }));
    if (model.get("streaming")) model.send({ kind: "painted", number, view });
  }

  function describe() {
    canvas.setAttribute("aria-label", model.get("description"));
    canvas.style.width = `${model.get("width")}px`;
    canvas.style.cursor = model.get("cursor");
  }

  function send() {
    if (busy || queue.length === 0) return;
    busy = true;
    sent += 1;
    model.send({ ...queue.shift(), id: sent, view });
  }

  function push(event) {
    const last = queue[queue.length - 1];
    if (event.kind === "move" && last && last.kind === "move") queue.pop();
    if (queue.length < LONGEST_QUEUE) queue.push(event);
    send();
  }

  function answered() {
    const answer = model.get("answer");
    if (answer.view !== view || answer.id !== sent) return;
    busy = false;
    send();
  }

  function pointer(kind, event) {
    const box = canvas.getBoundingClientRect();
    push({
      kind,
      x: (event.clientX - box.left) / box.width,
      y: 1 - (event.clientY - box.top) / box.height,
      button: event.button,
      shift: event.shiftKey,
    });
  }

  const on = (name, handler) => canvas.addEventListener(name, handler);
  on("pointerdown", (event) => {
    if (!model.get("interactive")) return;
    held = true;
    canvas.setPointerCapture(event.pointerId);
    canvas.focus({ preventScroll: true });
    pointer("down", event);
  });
  on("pointermove", (event) => {
    if (!model.get("interactive")) return;
    // Not a drag that began elsewhere, say on a slider, and only passes.
    if (held) pointer("move", event);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    on(end, (event) => {
      if (held) pointer("up", event);
      held = false;
    });
  }
  on("contextmenu", (event) => model.get("interactive") && event.preventDefault());
  on("keydown", (event) => {
    if (isForThePage(event) || !model.get("shortcuts").includes(event.key)) return;
    event.preventDefault();
    push({ kind: "key", key: event.key, shift: event.shiftKey });
  });

  model.on("change:number", paint);
  model.on("change:answer", answered);
  model.on("change:description change:width change:cursor", describe);
  describe();
  paint();
  // The still picture comes a moment later than the plot, on a busy machine a long one: look for
  // it at growing intervals, for a minute in all.
  let looking;
  function look(wait) {
    if (wait > 6000 || (shown >= 0 && hideStill(canvas))) return;
    looking = setTimeout(() => look(wait * 1.1), wait);
  }
  look(50);
  const letKeysGo = keepKeys(el);
  model.send({ kind: "shown", view, ratio: window.devicePixelRatio });
  return () => {
    clearTimeout(looking);
    letKeysGo();
    model.send({ kind: "hidden", view });
  };
}

export default { render };
