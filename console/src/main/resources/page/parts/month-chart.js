// How rollouts ended, month by month, as stacked bars. The table beneath says the same in numbers.
import { html, nothing, svg } from '../lit.js';
import { monthName, ratio } from '../format.js';
import { successRate } from '../months.js';

const HEIGHT = 110;
const STEP = 66;
const ENDS = [['completed', 'completed'], ['aborted', 'rolled back by people'], ['rolledBack', 'rolled back by the gate'], ['running', 'not over']];

export function monthChart(months) {
  if (months.length === 0) return nothing;
  const most = Math.max(1, ...months.map((month) => month.rollouts));
  const words = months.map((month) => `${monthName(month.month)}: ${month.rollouts} rollouts, ${ratio(successRate(month))} completed`).join('; ');
  return html`<figure class="months"><figcaption class="legend">${ENDS.map(([key, text]) => html`<span><i class=${key} aria-hidden="true"></i> ${text}</span>`)}</figcaption>
    <div class="scroll" tabindex="0" role="region" aria-label="Rollouts by month">
    <svg viewBox="0 0 ${months.length * STEP} ${HEIGHT + 34}" width=${months.length * STEP} height=${HEIGHT + 34} role="img" aria-label=${words}>
      ${months.map((month, index) => bar(month, index * STEP, most))}
    </svg></div></figure>`;
}

function bar(month, x, most) {
  let y = HEIGHT;
  const parts = ENDS.map(([key]) => {
    const height = ((HEIGHT - 14) * month[key]) / most;
    y -= height;
    return svg`<rect class=${key} x=${x + 15} y=${y} width="36" height=${height}></rect>`;
  });
  return svg`${parts}<text x=${x + 33} y=${y - 3} text-anchor="middle">${month.rollouts}</text>
    <text x=${x + 33} y=${HEIGHT + 14} text-anchor="middle">${monthName(month.month)}</text>
    <text class="soft" x=${x + 33} y=${HEIGHT + 28} text-anchor="middle">${ratio(successRate(month))}</text>`;
}
