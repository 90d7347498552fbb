// Sends what is asked to the server, one request at a time, and again until it arrives.

const WAIT = 700; // milliseconds before another try

export class Refused extends Error {
  constructor(status, plain) {
    super([plain.message, plain.hint].filter(Boolean).join(". "));
    this.status = status;
    this.rubric = plain.rubric === true;
  }
}

let chain = Promise.resolve();
let waiting = 0;
let tell = () => {};

// Called with "saved", "saving" or "lost".
export const onConnection = (listener) => { tell = listener; };

export const newStep = () => crypto.randomUUID();

const once = async (name, asked) => {
  const reply = await fetch(`/api/${name}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(asked),
  });
  if (reply.status === 403) throw new Refused(403, { message: "This address is not valid any more", hint: "Open the one that `grader mark` printed" });
  const plain = await reply.json();
  if (!reply.ok) throw new Refused(reply.status, plain);
  return plain;
};

// A request that gets no answer is sent again with the same step, which is not done twice.
const untilDone = async (name, asked) => {
  for (;;) {
    try {
      return await once(name, asked);
    } catch (error) {
      if (error instanceof Refused) throw error;
      tell("lost");
      await new Promise((done) => setTimeout(done, WAIT));
    }
  }
};

// `asked` may be a function: it is called when its turn has come, and null means "not any more".
export const post = (name, asked = {}) => {
  waiting += 1;
  tell("saving");
  const turn = chain.then(() => {
    const wanted = typeof asked === "function" ? asked() : asked;
    return wanted && untilDone(name, wanted);
  });
  chain = turn.catch(() => {}).then(() => {
    waiting -= 1;
    if (!waiting) tell("saved");
  });
  return turn;
};
