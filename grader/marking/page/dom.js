// Small helpers: text is text, and only what the server has typeset is HTML.

export const $ = (id) => document.getElementById(id);

export const element = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "html") made.innerHTML = value; // typeset by the server, without a student's tags
    else if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
};

export const fill = (place, ...children) => place.replaceChildren(...children);

export const amount = (points) => String(Math.round(points * 1000) / 1000).replace("-", "−");

export const signed = (points) => (points > 0 ? `+${amount(points)}` : amount(points));

export const clock = (at) => new Date(at * 1000).toLocaleString();

export const duration = (seconds) => (seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`);

let timer = 0;
export const say = (text, calm = false) => {
  const place = $("say");
  place.textContent = text;
  place.classList.toggle("calm", calm);
  place.hidden = !text;
  clearTimeout(timer);
  if (text) timer = setTimeout(() => { place.hidden = true; }, calm ? 4000 : 9000);
};

export const typing = (target) => target.matches("input, textarea, select");
