// The last part: every host on the page whose plot is in this module, and that has no life yet,
// begins to live. Each output of a notebook has a module of its own, with its own plot.

for (const host of document.querySelectorAll(".course-plot:not([data-alive])")) {
  const description = host.querySelector("script[type='application/json']");
  const spec = description && JSON.parse(description.textContent);
  if (!spec || !plots[spec.front]) continue;
  host.dataset.alive = "";
  try {
    host.plot = new Plot(host, spec);
  } catch (error) {
    host.append(make("p", { class: "trouble" }, `This plot could not start: ${error.message}`));
    console.error(error);
  }
}
