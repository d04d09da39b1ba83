// Where evidence stands on a logarithmic scale that has its bar in it. Pure.

/** {low, high} in powers of ten: from a hundredth at most to a tenfold of the bar at least. */
export function range(evidence, bar) {
  const low = Math.min(-2, Math.floor(Math.log10(Math.max(evidence, 1e-6))));
  const high = Math.max(Math.ceil(Math.log10(bar * 10)), Math.ceil(Math.log10(Math.max(evidence, 1e-6))));
  return { low: Math.max(low, -6), high: Math.min(high, 30) };
}

/** 0 to 1: where a value stands within the range; 0 and 1 for what lies outside. */
export function position(value, { low, high }) {
  if (!(value > 0)) return 0;
  return Math.min(1, Math.max(0, (Math.log10(value) - low) / (high - low)));
}

/** The powers of ten to write on the scale: at most seven. */
export function ticks({ low, high }) {
  const step = Math.ceil((high - low) / 6);
  const result = [];
  for (let power = low; power <= high; power += step) result.push(power);
  return result;
}

/** How far the evidence has come from "says nothing" (1) to its bar: 0 to 1, on the logarithmic scale. */
export function share(evidence, bar) {
  return bar <= 1 ? 1 : Math.min(1, Math.max(0, Math.log10(Math.max(evidence, 1)) / Math.log10(bar)));
}
