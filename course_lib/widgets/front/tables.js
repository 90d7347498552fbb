// The numbers behind a picture, as tables.

const ROWS = 21; // of a long column so many are picked

// A table with a name, heads of columns (or none), and rows of texts and numbers; `named` says that
// the first of each row is its name.
function tabled(name, heads, rows, { named = false, kind = null } = {}) {
  const cell = (value, i) => make(named && !i ? "th" : "td", named && !i ? { scope: "row" } : {}, typeof value === "number" ? say(value) : value);
  const head = make("thead", {}, make("tr", {}, ...(heads ?? []).map((text) => make("th", { scope: "col" }, text))));
  const body = rows.map((row) => make("tr", {}, ...row.map(cell)));
  return make("table", { class: kind }, make("caption", {}, name), heads && head, make("tbody", {}, ...body));
}

// A value as its axis has it: by the name of a tick, or as the number itself where the axis has its logarithm.
const read = ({ ticks, log }, value) => ticks?.find((tick) => tick[0] === value)?.[1] ?? say(log ? 10 ** value : value);

// Tables of all lines and dots of a view.
function tablesOf({ marks = [], spec: { x, y, title } }, result) {
  return marks.filter((mark) => mark instanceof Path && mark.spec.table !== false).flatMap((mark) => {
    const [across, up] = [mark.value(result, "x"), mark.value(result, "y")];
    const there = [...(up ?? []).keys()].filter((i) => !Number.isNaN(up[i]));
    if (!up?.length) return [];
    const picked = new Set(along(0, there.length - 1, Math.min(ROWS, there.length)).map(Math.round));
    const rows = [...picked].map((k) => [read(x, across[there[k]]), read(y, up[there[k]])]);
    return [tabled(mark.spec.label ?? title, [x.label || "x", y.label || "y"], rows)];
  });
}
