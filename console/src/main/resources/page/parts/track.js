// The plan as a track: each stage with its weight, how long it holds, and how far the rollout has come.
import { html, nothing } from '../lit.js';
import { between, isoDuration, percent } from '../format.js';

const STATES = { done: ['✓', 'done'], current: ['●', 'now'], ahead: ['○', 'ahead'] };

export function stageTrack(rollout) {
  const plan = rollout.plan?.length ? rollout.plan : planOf(rollout);
  if (plan.length === 0) return html`<p class="soft">The policy is not known yet, so its stages cannot be shown.</p>`;
  return html`<ol class="track" aria-label="Stages">${plan.map((stage) => stageItem(stage, rollout))}</ol>`;
}

/** Without the policy only weights are known. */
function planOf({ stageWeights = [], stage }) {
  return stageWeights.map((weight, index) => ({ index, weight, state: index < stage ? 'done' : index === stage ? 'current' : 'ahead' }));
}

function stageItem(stage, rollout) {
  const [symbol, word] = STATES[stage.state] ?? ['?', stage.state];
  const current = stage.state === 'current';
  return html`<li class=${stage.state} aria-current=${current ? 'step' : nothing}>
    <span class="head"><span class="symbol" aria-hidden="true">${symbol}</span>
      <b>${percent(stage.weight)}</b> <span class="soft">${word}</span></span>
    <span class="soft">${hold(stage)}</span>
    ${current ? now(rollout) : stage.enteredAt ? html`<span class="soft">since <hg-time at=${stage.enteredAt}></hg-time>${
      stage.leftAt ? `, ${between(stage.enteredAt, stage.leftAt)}` : ''}</span>` : nothing}
  </li>`;
}

function hold({ minimumHold, maximumHold }) {
  if (minimumHold === undefined) return nothing;
  return maximumHold === undefined ? `holds ${isoDuration(minimumHold)} at least` : `holds ${isoDuration(minimumHold)} to ${isoDuration(maximumHold)}`;
}

function now(rollout) {
  return html`${rollout.stageStartedAt ? html`<span>began <hg-age at=${rollout.stageStartedAt}></hg-age></span>`
    : html`<span>weight not confirmed yet</span>`}
    ${rollout.earliestNext ? html`<span>earliest end <hg-left at=${rollout.earliestNext} past="now"></hg-left></span>` : nothing}
    ${rollout.latestNext ? html`<span>at the latest <hg-left at=${rollout.latestNext}></hg-left></span>` : nothing}`;
}
