// Light, dark, or as the system has it: a button that goes round, and remembers.

const NEXT = { system: 'dark', dark: 'light', light: 'system' };
const LOOKS = { system: '◐ auto', dark: '● dark', light: '○ light' };
const listeners = new Set();

/** Calls back when colours change, so that what is painted can be painted anew. Returns what ends that. */
export function onThemeChange(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function bindThemeButton(button) {
  const show = () => {
    button.textContent = LOOKS[chosen()];
    button.title = `Colours: ${chosen()}. Next: ${NEXT[chosen()]}`;
    button.setAttribute('aria-label', button.title);
  };
  button.addEventListener('click', () => {
    choose(NEXT[chosen()]);
    show();
    tell();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', tell);
  bindPrinting();
  show();
}

/** On paper it is light, charts included. */
function bindPrinting() {
  let before;
  addEventListener('beforeprint', () => {
    before = document.documentElement.dataset.theme;
    document.documentElement.dataset.theme = 'light';
    tell();
  });
  addEventListener('afterprint', () => {
    if (before) document.documentElement.dataset.theme = before; else delete document.documentElement.dataset.theme;
    tell();
  });
}

/** The colour of a CSS variable as the browser resolves it now, for canvases. */
export function colour(name) {
  if (!resolved.has(name)) resolved.set(name, resolve(name));
  return resolved.get(name);
}

function resolve(name) {
  probe.style.color = `var(--${name})`;
  if (!probe.isConnected) document.body.append(probe);
  return getComputedStyle(probe).color;
}

const resolved = new Map();
const probe = document.createElement('span');
probe.hidden = true;

function chosen() {
  return document.documentElement.dataset.theme ?? 'system';
}

function choose(theme) {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem('headgate-theme', theme);
  } catch { /* Not remembered: storage is switched off. */ }
}

function tell() {
  resolved.clear();
  for (const listener of listeners) listener();
}
