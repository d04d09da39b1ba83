// The buttons of a rollout's commands, the urgent one apart; what is not possible now says why.
import { html, nothing } from '../lit.js';
import { commandName } from '../words.js';
import { commandOff } from './command.js';
import { button } from './people.js';

const OF_THE_ROLLOUT = ['pause', 'resume', 'advance', 'step-back', 'set-weight', 'acknowledge', 'abort'];

/** @param act called with (kind, fields) to open the dialog of that command */
export function commandBar(rollout, act) {
  const kinds = OF_THE_ROLLOUT.map((kind) => ({ kind, off: commandOff(rollout, kind) }));
  const general = sameReason(kinds);
  return html`<div class="commands" role="group" aria-label="Commands">
    <div class="buttons">${kinds.map(({ kind, off }) => button(commandName(kind), off, () => act(kind, fields(rollout, kind)), '', kind === 'abort' ? 'danger' : ''))}</div>
    ${general ? html`<p class="soft">Commands are off: ${general}.</p>` : reasons(kinds)}
  </div>`;
}

/** Only what is shown here is acknowledged: what comes meanwhile nobody has seen. */
function fields({ situation }, kind) {
  return kind === 'acknowledge' ? { decisionIds: (situation?.notices ?? []).map(({ decisionId }) => decisionId) } : {};
}

function sameReason([first, ...others]) {
  return first.off && others.every(({ off }) => off === first.off) ? first.off : undefined;
}

function reasons(kinds) {
  const off = kinds.filter((each) => each.off);
  return off.length === 0 ? nothing : html`<details class="inline"><summary>Why ${off.map(({ kind }) => commandName(kind).toLowerCase()).join(', ')} ${off.length === 1 ? 'is' : 'are'} off</summary>
    <ul class="plain">${off.map(({ kind, off }) => html`<li><b>${commandName(kind)}</b>: ${off}</li>`)}</ul></details>`;
}
