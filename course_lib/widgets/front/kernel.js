// The kernel, for plots that ask a student's function each time. A bridge (an anywidget model
// without a picture) carries questions and answers; there is at most one question on the way,
// and of those that wait only the last is kept.

const BUSY = 800; // milliseconds without an answer, until the reader is told
const SILENT = 5000; // and until the way out is offered, too

const FORGOTTEN = "The kernel was restarted and has forgotten this plot.";

const bridges = (globalThis.courseBridges ??= new Map()); // by the plot's number in the notebook

class Kernel {
  constructor(plot) {
    Object.assign(this, { plot, asked: 0, waiting: null, next: null });
    this.born = performance.now();
  }

  watch(signal) {
    const clock = setInterval(() => this.look(), 250);
    signal.addEventListener("abort", () => clearInterval(clock));
  }

  get model() {
    return bridges.get(this.plot.spec.number);
  }

  ask(state) {
    const now = JSON.stringify(state);
    if (now === this.last) return; // only the size of the page has changed
    this.last = now;
    this.next = { ...state };
    this.send();
  }

  // The answer that came with the plot.
  answerFirst({ line, arrays }) {
    this.plot.take(line, Object.entries(arrays).map(([name, array]) => [name, stored(array)]));
    this.last = JSON.stringify(this.plot.state);
  }

  send() {
    if (this.waiting || !this.next || !this.model) return;
    if (this.heard !== this.model) {
      this.heard = this.model;
      this.model.on("msg:custom", (message, buffers) => this.answered(message, buffers));
    }
    this.asked += 1;
    this.waiting = { id: this.asked, since: performance.now() };
    this.model.send({ kind: "ask", id: this.asked, state: this.next }, { iopub: { status: this.handled(this.asked) } });
    this.next = null;
  }

  // A kernel that is done with a question and has sent no answer has forgotten the plot: it was
  // restarted behind the page's back, from another tab or by the server. The answer may be a
  // moment behind.
  handled(id) {
    return (message) => message.content.execution_state === "idle" && setTimeout(() => {
      if (this.waiting?.id === id) this.lost ||= FORGOTTEN;
      this.look();
    }, 500);
  }

  answered({ id, line, error, arrays }, buffers) {
    if (id !== this.asked) return;
    this.waiting = null;
    if (error) this.plot.complain(error);
    else {
      this.plot.trouble.hidden = true;
      this.plot.take(line, arrays.map(({ name, kind, shape }, i) => {
        const { buffer, byteOffset, byteLength } = buffers[i];
        return [name, arrayOf(kind, shape, buffer.slice(byteOffset, byteOffset + byteLength))];
      }));
      this.plot.guard(() => this.plot.paint());
      this.plot.tell();
    }
    this.send();
    this.look();
  }

  // A kernel that starts anew has forgotten the plot, also when the restart was too quick to be seen.
  follow(kernel) {
    if (this.followed === kernel) return;
    this.followed = kernel;
    this.lost = "";
    kernel?.statusChanged?.connect((_, status) => {
      if (/starting/.test(status)) this.lost = FORGOTTEN;
      if (/dead|terminating/.test(status)) this.lost = "The kernel that ran this cell has gone.";
    });
  }

  // What stands in the way of an answer, in words, or "" if nothing does. It is "busy" first, and
  // "silent" after some seconds: not every front end tells of a restart.
  get obstacle() {
    const kernel = this.model?.widget_manager?.kernel;
    if (!this.model) return performance.now() - this.born < 900 ? "" : "No kernel knows this plot: what needs your function waits.";
    this.follow(kernel);
    if (kernel?.isDisposed || kernel?.connectionStatus === "disconnected") return "The kernel that ran this cell has gone.";
    if (this.lost) return this.lost;
    const waited = this.waiting ? performance.now() - this.waiting.since : 0;
    return waited > SILENT ? "silent" : waited > BUSY ? "busy" : "";
  }

  look() {
    this.send();
    if (!this.model) this.hideTheOther();
    const found = this.obstacle;
    const { notice } = this.plot;
    if (found === this.shown) return;
    this.shown = found;
    notice.hidden = !found;
    const works = "The kernel is busy with a cell or with your function; the plot answers when it is done. ";
    const words = { busy: works, silent: `${works}If it was restarted: ` }[found] ?? `${found} `;
    if (found) notice.replaceChildren(words, ...(found === "busy" ? [] : runAgain(this.plot.host)));
    this.plot.host.dataset.kernel = { "": "ready", busy: "busy", silent: "busy" }[found] ?? "gone";
  }

  // Without its model JupyterLab writes "model not found" in the place of the bridge. The plot says
  // it better, with what to do.
  hideTheOther() {
    const outputs = this.plot.host.closest(".jp-OutputArea")?.querySelectorAll(".jp-OutputArea-child") ?? [];
    for (const output of outputs) {
      if (/model not found/i.test(output.textContent) && !output.contains(this.plot.host)) output.style.display = "none";
    }
  }
}

// One button that mends it where the notebook can be reached from here, else the words. The tool
// bar's button listens to one of the events, depending on the version; a press that is never let go
// would start to drag the cell, and take the reader's next click.
function runAgain(host) {
  const cell = host.closest(".jp-CodeCell");
  const run = cell?.closest(".jp-NotebookPanel")?.querySelector("[data-command='notebook:run-cell-and-select-next'], [data-jp-item-name='run'] jp-button");
  if (!run) return ["Run its cell again (Shift+Enter)."];
  const onclick = () => {
    const press = (part) => ["mousedown", "mouseup"].forEach((kind) => part.dispatchEvent(new MouseEvent(kind, { bubbles: true, button: 0 })));
    press(cell.querySelector(".jp-InputPrompt") ?? cell);
    cell.querySelector(".cm-content")?.focus();
    press(run);
    run.click();
  };
  return [make("button", { type: "button", onclick }, "Run this cell again"),
    " If it misses a name, run the cells above first (Run ▸ Run All Above Selected Cell)."];
}
