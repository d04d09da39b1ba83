// A score that a person has to decide on, on a scale with its bars.
import { html, nothing, svg } from '../lit.js';
import { number } from '../format.js';
import { SCORE_EFFECTS } from '../score.js';
import { button } from './people.js';

export function scorePanel(found, act, off) {
  const { score, stage, pass, marginal, sentence, until, asked } = found;
  return html`<div class="panel score"><h3>Score</h3>
    <p><b>${sentence}</b>${until ? html` <span class="soft">(<hg-left at=${until}></hg-left>)</span>` : nothing}</p>
    ${pass === undefined ? nothing : scale(score, pass, marginal)}
    <p class="soft">Yes: ${SCORE_EFFECTS.yes}. No: ${SCORE_EFFECTS.no}.</p>
    ${asked.length ? html`<p class="soft">Approved or rejected once ${asked.join(', ')} has answered what it was asked: a yes or no now might answer that</p>` : html`<p class="buttons">${button('Approve', off('approve'), () => act('approve', { score: found, stage }), 'the score')}
      ${button('Reject', off('reject'), () => act('reject', { score: found, stage }), 'the score')}</p>`}</div>`;
}

function scale(score, pass, marginal) {
  const x = (value) => 20 + 5.6 * value;
  const words = `From ${number(pass)} on the stage goes on, below ${number(marginal)} it has failed, between them a person decides`;
  return html`<svg class="gauge" viewBox="0 0 600 44" role="img" aria-label="The score is ${number(score)} of 100. ${words}">
    <rect class="track" x="20" y="8" width="560" height="12" rx="3"></rect>
    <rect class="fill" x="20" y="8" width=${Math.max(2, x(score) - 20)} height="12" rx="3"></rect>
    ${[marginal, pass].map((value) => svg`<line class="bar" x1=${x(value)} x2=${x(value)} y1="2" y2="26"></line>
      <text x=${x(value)} y="39" text-anchor="middle">${number(value)}</text>`)}
  </svg>
  <p class="soft">${words}.</p>`;
}
