// Starting a rollout: the policy is explained before anything is sent, and only a policy that was explained can be sent.
import { html, nothing } from '../lit.js';
import { announce } from '../announce.js';
import { get, newKey, post } from '../api.js';
import { give, letGo, unansweredBody } from '../given.js';
import { mark, rolloutLink } from '../parts/marks.js';
import { explained, problems } from '../parts/policy.js';
import { problemNote } from '../parts/problem.js';
import { changed, commandsOff, hasRole } from '../state.js';
import { outcome } from '../words.js';

const PLACE = 'start';
const NAME = '[A-Za-z0-9][A-Za-z0-9._\\-]{0,99}';

export default class StartView {
  constructor() {
    Object.assign(this, { services: [], text: '', shadowText: '' });
  }

  open() {
    get('/services').then(({ items }) => { this.services = items; changed(); }, () => {});
  }

  title() {
    return 'Start a rollout · Headgate';
  }

  template() {
    const off = commandsOff() ?? (hasRole('operator') ? undefined : 'you do not have the role operator');
    const sent = this.busy === 'starting' ? undefined : unansweredBody(PLACE);
    const ready = !off && this.explainedText === this.text && this.explanation && !this.busy;
    return html`<h1 tabindex="-1">Start a rollout</h1>
      ${off ? html`<p class="note warn">! Not now: ${off}. A policy can be explained all the same.</p>` : nothing}
      ${sent && !this.answer ? this.sent(sent) : nothing}
      ${this.answer ? this.answered() : html`<form class="start" ?inert=${sent !== undefined || this.busy === 'starting'} @submit=${(event) => this.submit(event)}>
        <div class="fields">
          <label class="field"><span>Service</span><input name="service" required pattern=${NAME} list="services" autocomplete="off"></label>
          <datalist id="services">${this.services.map((name) => html`<option value=${name}></option>`)}</datalist>
          <label class="field"><span>Canary: the new version</span><input name="canary" required pattern=${NAME} autocomplete="off"></label>
          <label class="field"><span>Baseline: what has the traffic now</span><input name="baseline" required pattern=${NAME} autocomplete="off"></label>
          <label class="field"><span>Not before, if not at once</span><input name="at" type="datetime-local"></label>
        </div>
        <label class="field"><span>Policy</span><textarea name="policy" required rows="14" spellcheck="false" .value=${this.text}
          placeholder="Paste the policy here" @input=${(event) => this.typed(event.target.value)}></textarea></label>
        <details ?open=${this.shadowText !== ''}><summary>A shadow: a second policy that is judged beside it and never acted upon</summary>
          <label class="field"><span>Shadow's policy</span><textarea name="shadow" rows="8" spellcheck="false" @input=${(event) => { this.shadowText = event.target.value; }}></textarea></label></details>
        <label class="field"><span>Reason</span><input name="reason" required maxlength="1000" autocomplete="off"></label>
        <div class="buttons">
          <button type="button" @click=${() => this.explain()} ?disabled=${!this.text.trim() || this.busy}>Explain the policy</button>
          <button type="submit" class="main" ?disabled=${!ready}>${this.busy === 'starting' ? 'Waiting for the gate …' : 'Start'}</button>
          ${ready || off ? nothing : html`<span class="soft">Explain the policy first, as it stands there.</span>`}
        </div>
      </form>`}
      ${this.problem ? problemNote(this.problem) : nothing}
      ${this.explainedText !== undefined && this.explainedText === this.text ? html`<section aria-labelledby="explained">
        <h2 id="explained">What this policy does</h2>${problems(this.problems, this.explanation !== undefined)}${this.explanation ? explained(this.explanation) : nothing}</section>` : nothing}`;
  }

  /** What was sent stays as it is until it is answered. */
  sent({ service, baseline, canary, reason }) {
    return html`<div role="status" class="note warn unanswered"><p>… A start of ${service} ${baseline} → ${canary} (${reason}) was sent and is not answered: it may have been taken.
      Asking again tells what became of it; if it was not taken, it is given now.</p>
      <div class="buttons"><button type="button" class="main" ?disabled=${this.busy || commandsOff()} @click=${() => this.start()}>Ask again</button>
      <button type="button" ?disabled=${this.busy} @click=${() => { letGo(PLACE); this.problem = undefined; changed(); }}>Let it go</button></div></div>`;
  }

  answered() {
    const { answer } = this;
    const id = answer.outcome === 'refused' || answer.outcome === 'unusable' ? undefined : answer.rolloutId;
    return html`<div role="status" class="note ${outcome(answer.outcome).tone}"><p>${mark(outcome(answer.outcome))} ${answer.sentence}</p>
      ${id ? html`<p>${rolloutLink(id, 'Watch it')}</p>` : nothing}
      <button type="button" @click=${() => { this.answer = undefined; changed(); }}>Another one</button></div>`;
  }

  typed(text) {
    this.text = text;
    changed();
  }

  async explain() {
    const { text } = this;
    await this.busily('explaining', async () => {
      const { explanation, problems } = await post('/policies/explain', { text }, newKey());
      Object.assign(this, { explanation, problems, explainedText: text });
      announce(explanation ? 'The policy is explained below.' : 'The policy cannot be used; what is wrong stands below.');
    });
  }

  async submit(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const value = (name) => form.get(name)?.trim() || undefined;
    const policy = (text) => text && { name: `${value('service')}.yaml`, text };
    const at = value('at');
    await this.start({
      service: value('service'), canary: value('canary'), baseline: value('baseline'), policy: policy(this.text),
      shadow: policy(this.shadowText.trim() ? this.shadowText : undefined), at: at && new Date(at).toISOString(), reason: value('reason'),
    });
  }

  /** Sends it, or what is not answered once more. */
  async start(body) {
    await this.busily('starting', async () => { this.answer = await give(PLACE, '/rollouts', body); });
  }

  async busily(doing, act) {
    Object.assign(this, { busy: doing, problem: undefined });
    changed();
    try {
      await act();
    } catch (problem) {
      this.problem = problem;
    }
    this.busy = undefined;
    changed();
  }
}
