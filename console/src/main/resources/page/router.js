// Paths to views. Links within the console change the view without loading the page anew; filters stand in the query.

const ROUTES = [
  [/^\/$/, 'fleet'],
  [/^\/rollouts\/(?<id>[^/]+)$/, 'rollout'],
  [/^\/decisions$/, 'decisions'],
  [/^\/decisions\/(?<rollout>[^/]+)\/(?<sequence>[^/]+)$/, 'decision'],
  [/^\/history$/, 'history'],
  [/^\/start$/, 'start'],
  [/^\/commands$/, 'commands'],
];

/** The view of a path and its parameters: {name, parameters}; "missing" for a path that there is not. */
export function match(path) {
  for (const [pattern, name] of ROUTES) {
    const found = pattern.exec(path);
    if (found) return { name, parameters: decoded(found.groups ?? {}) };
  }
  return { name: 'missing', parameters: { path } };
}

function decoded(groups) {
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]));
}

export const rolloutPath = (id) => `/rollouts/${encodeURIComponent(id)}`;
export const decisionPath = (rollout, sequence) => `/decisions/${encodeURIComponent(rollout)}/${encodeURIComponent(sequence)}`;

/** A decision's link or id, "shop-241/3" or "shop-241/0-4711", as the path of its page; a rollout's id may hold slashes itself. */
export function decisionIdPath(link) {
  const slash = link.lastIndexOf('/');
  return decisionPath(link.slice(0, slash), link.slice(slash + 1));
}

/** Calls `open` with each path that is gone to, by a link, by `go`, or by going back. */
export function start(open) {
  opened = open;
  document.addEventListener('click', followed);
  addEventListener('popstate', () => open(location.pathname, true));
  open(location.pathname, false);
}

export function go(path) {
  history.pushState(null, '', path);
  opened(location.pathname, true);
}

/** The query as an object. */
export function filters() {
  return Object.fromEntries(new URLSearchParams(location.search));
}

/** Puts filters into the address without leaving the view; empty ones are left out. */
export function setFilters(values) {
  const there = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  const search = there.length === 0 ? '' : `?${new URLSearchParams(there)}`;
  history.replaceState(null, '', location.pathname + search);
}

let opened = () => {};

function followed(event) {
  const link = event.target.closest?.('a[href]');
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!link || !plain || event.defaultPrevented || link.target || link.hasAttribute('download')) return;
  if (link.origin !== location.origin || match(link.pathname).name === 'missing') return;
  if (link.hash && link.pathname === location.pathname) return;
  event.preventDefault();
  go(link.pathname + link.search + link.hash);
}
