// What the reader of the stepper types, and what is right and wrong about it.

const CLOSE = 0.01; // typed numbers may be rounded to about three digits
const GIVEN = ["x1", "w1", "x2", "w2", "b", "y"];
// The five local derivatives: what is true, and the box of the graph that each belongs to.
const LOCAL = {
  dL_da: [(s) => s.dL_da, "L"], da_dz: [(s) => s.da_dz, "a"],
  dz_dw1: [(_, n) => n.x[0], "w1"], dz_dw2: [(_, n) => n.x[1], "w2"], dz_db: [() => 1, "b"],
};

function numbersOf(state, plot) {
  const missing = GIVEN.find((id) => state[id] === null);
  if (missing) throw new Said(`${plot.controls[missing].spec.label} must be a number.`);
  return { x: [state.x1, state.x2], w: [state.w1, state.w2], b: state.b, y: state.y };
}

const isRight = (typed, truth) => Math.abs(typed - truth) <= CLOSE * Math.max(Math.abs(truth), 0.1);

// What was probably done wrong, or "".
function mistake(id, typed, step, numbers) {
  const truth = LOCAL[id][0](step, numbers);
  const found = [
    ["the sign is wrong", isRight(-typed, truth)],
    ["this is a itself, not its derivative", id === "da_dz" && isRight(typed, step.a)],
    ["this is the loss, not its derivative", id === "dL_da" && isRight(typed, step.L)],
    ["the factor 2 of the square is missing", id === "dL_da" && isRight(2 * typed, truth)],
    ["this is ∂L/∂w: only the local factor is asked here", id.startsWith("dz_dw") && isRight(typed, step.dL_dz * truth)],
  ].find(([, fits]) => fits);
  return found?.[0] ?? "";
}

// Right or wrong for each that is typed, and a sentence about all.
function judged(state, step, numbers, plot) {
  const typed = Object.keys(LOCAL).filter((id) => state[id] !== null);
  const right = Object.fromEntries(typed.map((id) => [id, isRight(state[id], LOCAL[id][0](step, numbers))]));
  const wrong = typed.filter((id) => !right[id]).map((id) => {
    const hint = mistake(id, state[id], step, numbers);
    return `${plot.controls[id].spec.label}${hint && ` (${hint})`}`;
  });
  const verdict = wrong.length ? ` Not right: ${wrong.join("; ")}.` : typed.length ? ` ${typed.length} of 5 typed, all right.` : "";
  return { right, verdict };
}

const untyped = () => Object.fromEntries(Object.keys(LOCAL).map((id) => [id, null]));
