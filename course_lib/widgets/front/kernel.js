// The kernel, for plots that ask a student's function each time. A bridge (an anywidget model
// without a picture) carries questions and answers; there is at most one question on the way,
// and of those that wait only the last is kept.

const BUSY = 800; // milliseconds without an answer, until the reader is told

const bridges = (globalThis.courseBridges ??= new Map()); // by the plot's number in the notebook

class Kernel {
  constructor(plot) {
    Object.assign(this, { plot, asked: 0, waiting: null, next: null });
    this.clock = setInterval(() => this.look(), 250);
    this.born = performance.now();
  }

  get model() {
    return bridges.get(this.plot.spec.number);
  }

  ask(state) {
    if (!this.model) return;
    this.next = { ...state };
    this.send();
  }

  send() {
    if (this.waiting || !this.next || !this.model) return;
    if (this.heard !== this.model) {
      this.heard = this.model;
      this.model.on("msg:custom", (message, buffers) => this.answered(message, buffers));
    }
    this.asked += 1;
    this.waiting = { id: this.asked, since: performance.now() };
    this.model.send({ kind: "ask", id: this.asked, state: this.next });
    this.next = null;
  }

  answered({ id, line, error, arrays }, buffers) {
    if (id !== this.asked) return;
    this.waiting = null;
    if (error) this.plot.complain(error);
    else {
      this.plot.trouble.hidden = true;
      const result = { line };
      arrays.forEach(({ name, kind, shape }, i) => {
        const { buffer, byteOffset, byteLength } = buffers[i];
        result[name] = arrayOf(kind, shape, buffer.slice(byteOffset, byteOffset + byteLength));
        if (!shape.length) result[name] = result[name][0];
      });
      this.plot.result = { ...result, ...this.plot.front.after?.(result, this.plot) };
      this.plot.guard(() => this.plot.paint());
      this.plot.tell();
    }
    this.send();
    this.look();
  }

  // What stands in the way of an answer, in words, or "" if nothing does.
  get obstacle() {
    const kernel = this.model?.widget_manager?.kernel;
    const state = kernel?.status ?? "";
    if (!this.model) return performance.now() - this.born < 900 ? "" : "No kernel knows this plot: what needs your function waits.";
    if (this.model.comm_live === false || kernel?.isDisposed || kernel?.connectionStatus === "disconnected" || /dead|terminating/.test(state)) {
      return "The kernel that ran this cell has gone.";
    }
    if (/restarting|starting/.test(state)) return "The kernel is starting anew and has forgotten this plot.";
    if (this.heardId && kernel && kernel.id !== this.heardId) return "The kernel was changed and does not know this plot.";
    if (kernel) this.heardId ??= kernel.id;
    if (this.waiting && performance.now() - this.waiting.since > BUSY) return "busy";
    return "";
  }

  look() {
    if (!this.plot.host.isConnected) return clearInterval(this.clock);
    this.send();
    const found = this.obstacle;
    const { notice } = this.plot;
    if (found === this.shown) return;
    this.shown = found;
    notice.hidden = !found;
    if (found === "busy") notice.replaceChildren("The kernel is busy with a cell or with your function; the plot answers when it is done.");
    else if (found) notice.replaceChildren(`${found} `, ...runAgain(this.plot.host));
    this.plot.host.dataset.kernel = found ? (found === "busy" ? "busy" : "gone") : "ready";
  }
}

// One button that mends it where the notebook can be reached from here, else the words.
function runAgain(host) {
  const cell = host.closest(".jp-CodeCell");
  const command = "[data-command='notebook:run-cell-and-select-next'], [data-jp-item-name='run'] button, [data-jp-item-name='run'] jp-button";
  const run = cell?.closest(".jp-NotebookPanel")?.querySelector(command);
  if (!run) return ["Run its cell again (Shift+Enter)."];
  const press = () => {
    (cell.querySelector(".jp-InputPrompt") ?? cell).dispatchEvent(new MouseEvent("mousedown", { bubbles: true, button: 0 }));
    cell.querySelector(".cm-content")?.focus();
    (run.querySelector("button, jp-button") ?? run).click();
  };
  return [make("button", { type: "button", onclick: press }, "Run this cell again"),
    " If it misses a name, run the cells above first (Run ▸ Run All Above Selected Cell)."];
}
