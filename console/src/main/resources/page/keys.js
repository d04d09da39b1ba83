// Keys: / to the filter, j and k through rows, g and a letter to a view, ? for help, Esc out of a field.
import { go } from './router.js';

export const KEYS = [
  ['/', 'to the filter'],
  ['j  k', 'next row, row before'],
  ['Enter', 'open the row'],
  ['g then l  d  h  s  c', 'go to live, decisions, history, start, commands'],
  ['?', 'this help'],
  ['Esc', 'close a dialog, leave a field'],
];

const VIEWS = { l: '/', d: '/decisions', h: '/history', s: '/start', c: '/commands' };
let afterG = 0;

export function bindKeys({ help }) {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
    if (isField(event.target)) {
      if (event.key === 'Escape') event.target.blur();
      return;
    }
    if (act(event.key, help)) event.preventDefault();
  });
}

function act(key, help) {
  if (Date.now() - afterG < 1500 && VIEWS[key]) {
    afterG = 0;
    go(VIEWS[key]);
    return true;
  }
  switch (key) {
    case '/': return focus(document.querySelector('[data-filter]'));
    case 'j': return step(1);
    case 'k': return step(-1);
    case 'g': afterG = Date.now(); return true;
    case '?': help(); return true;
    default: return false;
  }
}

function step(by) {
  const rows = [...document.querySelectorAll('[data-row]')].filter((row) => row.checkVisibility?.() ?? row.offsetParent);
  const at = rows.findIndex((row) => row === document.activeElement || row.closest('tr, li') === document.activeElement?.closest('tr, li'));
  const next = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : at + by];
  return focus(next);
}

function focus(element) {
  element?.focus();
  element?.scrollIntoView?.({ block: 'nearest' });
  element?.select?.();
  return element !== undefined && element !== null;
}

function isField(element) {
  return element instanceof HTMLElement && element.matches('input:not([type=checkbox]):not([type=radio]), textarea, select');
}
