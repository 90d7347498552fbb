// The page around a plot. Another theme, another width, another density: it is drawn again. What
// listens lets go when the plot is taken out of the page; the observer of sizes is told of that, too.

const THEMES = { attributes: true, attributeFilter: ["data-jp-theme-light", "class", "data-theme"] };

class Surroundings {
  constructor(plot) {
    this.plot = plot;
    const resized = new ResizeObserver(() => {
      for (const view of plot.views) view.measured = 0;
      if (plot.host.isConnected) this.enter();
      else this.leave();
      plot.schedule();
    });
    for (const part of [plot.host, ...plot.views.map((view) => view.figure)]) resized.observe(part);
    this.enter();
  }

  enter() {
    if (this.leaving) return;
    this.leaving = new AbortController();
    const { plot, leaving: { signal } } = this;
    const again = () => this.again();
    this.themed = new MutationObserver(again);
    for (const part of [document.documentElement, document.body]) this.themed.observe(part, THEMES);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again, { signal });
    addEventListener("beforeprint", again, { signal });
    addEventListener("keydown", (event) => keepKey(plot.host, event), { signal, capture: true });
    plot.kernel?.watch(signal);
  }

  again() {
    this.plot.known = this.plot.ramps = undefined;
    for (const view of this.plot.views) view.width = view.measured = 0;
    this.plot.schedule();
  }

  leave() {
    this.leaving?.abort();
    this.themed?.disconnect();
    this.leaving = null;
    this.plot.pause();
  }
}
