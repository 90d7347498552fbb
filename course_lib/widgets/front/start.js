// The last part: every host on the page that has a description and no life yet begins to live.

for (const host of document.querySelectorAll(".course-plot:not([data-alive])")) {
  const description = host.querySelector("script[type='application/json']");
  if (!description) continue;
  host.dataset.alive = "";
  try {
    host.plot = new Plot(host, JSON.parse(description.textContent));
  } catch (error) {
    host.append(make("p", { class: "trouble" }, `This plot could not start: ${error.message}`));
    console.error(error);
  }
}
