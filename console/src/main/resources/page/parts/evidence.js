// The evidence of each comparison against its bar, on a logarithmic scale: what is reached acts, what is not is undecided.
import { html, nothing, svg } from '../lit.js';
import { inUnit, number, progress } from '../format.js';
import { position, range, share, ticks } from '../gauge.js';
import { empty } from './problem.js';

const POWERS = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

export function evidence(verdicts = []) {
  const compared = verdicts.filter((verdict) => verdict.comparison);
  return compared.length === 0 ? empty('No line of this policy compares.')
    : html`<ul class="evidence plain">${compared.map(gauge)}</ul>`;
}

function gauge({ criterion, list, unit, observed, comparison }) {
  const { sharedEvidence, evidence: own, bar } = comparison;
  const reached = sharedEvidence >= bar;
  const words = reached ? `✓ reached: ${number(sharedEvidence)} of ${number(bar)}` : `… ${number(sharedEvidence)} of ${number(bar)}, ${progress(share(sharedEvidence, bar))} of the way`;
  return html`<li>
    <p><code>${criterion}</code> <span class="soft">${list}</span> <b class=${reached ? (list === 'stop' ? 'bad' : 'good') : ''}>${words}</b></p>
    ${scale(sharedEvidence, own, bar, list, `Evidence for ${criterion}: ${words}`)}
    <p class="soft">${sides(comparison, unit, observed)}</p>
  </li>`;
}

function scale(shared, own, bar, list, label) {
  const over = range(Math.max(shared, own), bar);
  const x = (value) => 20 + 560 * position(value, over);
  return html`<svg class="gauge" viewBox="0 0 600 44" role="img" aria-label=${label}>
    <rect class="track" x="20" y="8" width="560" height="12" rx="3"></rect>
    <rect class=${shared < bar ? 'fill' : list === 'stop' ? 'fill against' : 'fill for'} x="20" y="8" width=${Math.max(2, x(shared) - 20)} height="12" rx="3"></rect>
    <line class="own" x1=${x(own)} x2=${x(own)} y1="6" y2="22"></line>
    <line class="bar" x1=${x(bar)} x2=${x(bar)} y1="2" y2="26"></line>
    ${ticks(over).map((power) => svg`<text x=${20 + 560 * (power - over.low) / (over.high - over.low)} y="39" text-anchor="middle">${tenTo(power)}</text>`)}
  </svg>`;
}

function tenTo(power) {
  if (power === 0) return '1';
  return `10${power < 0 ? '⁻' : ''}${[...String(Math.abs(power))].map((digit) => POWERS[Number(digit)]).join('')}`;
}

function sides(comparison, unit, observed) {
  const { canaryLower, canaryUpper, baseline, baselineLower, baselineUpper } = comparison;
  const bounds = (low, high) => low === undefined || high === undefined ? '' : ` (${inUnit(low, unit)} to ${inUnit(high, unit)})`;
  return html`canary ${inUnit(observed, unit)}${bounds(canaryLower, canaryUpper)}, ${number(comparison.canaryRequests)} requests ·
    baseline ${inUnit(baseline, unit)}${bounds(baselineLower, baselineUpper)}, ${number(comparison.baselineRequests)} requests ·
    mostly ${comparison.contributor}${comparison.operation ? html` of ${comparison.operation}` : nothing}${comparison.tempering > 1
      ? ` · divided by ${number(comparison.tempering)}, for failures come in clusters` : ''}`;
}
