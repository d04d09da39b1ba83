// What claims about the page's modules are checked with.

export function equal(found, expected) {
  const [is, should] = [JSON.stringify(found), JSON.stringify(expected)];
  if (is !== should) throw new Error(`found ${is}, expected ${should}`);
}

/** Text with plain spaces, so that claims read as people read it. */
export function plain(text) {
  return text.replaceAll('\u00a0', ' ');
}

/** Chance from a seed, the same each time. */
export function chance(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
