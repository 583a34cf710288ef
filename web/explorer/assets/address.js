// What the page shows is written in its address, so that it can be sent to
// somebody, and back and forward work.

const NAMES = ["view", "left", "right", "pillar", "verdict", "text"];

// read returns the address as an object; what it does not say is "".
export function read() {
  const given = new URLSearchParams(location.search);
  return Object.fromEntries(NAMES.map((name) => [name, given.get(name) ?? ""]));
}

export function href(state) {
  const query = new URLSearchParams();
  for (const name of NAMES) if (state[name]) query.set(name, state[name]);
  // A slash needs no escape in a query, and plan years read better with it.
  const text = query.toString().replaceAll("%2F", "/");
  return text ? `/?${text}` : "/";
}

// go changes the address. Typing replaces the entry instead of adding one for
// every letter.
export function go(changes, { replace = false } = {}) {
  const target = href({ ...read(), ...changes });
  if (replace) history.replaceState(null, "", target);
  else history.pushState(null, "", target);
}
