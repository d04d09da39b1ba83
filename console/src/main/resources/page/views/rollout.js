// One rollout: where it stands, its figures and evidence, what was decided and carried out, and what people may do.
import { html, nothing } from '../lit.js';
import { get, getAll } from '../api.js';
import { number } from '../format.js';
import { mergedDecisions, mergedExecutions } from '../lists.js';
import { Charts } from '../parts/charts.js';
import { askNote } from '../parts/answer.js';
import { askCommand, commandOff } from '../parts/command.js';
import { commandBar } from '../parts/commands.js';
import { decisionTable } from '../parts/decisions.js';
import { evidence } from '../parts/evidence.js';
import { executionList } from '../parts/executions.js';
import { endMark, mark, modeMark, prose, rolloutLink, weightBar } from '../parts/marks.js';
import { people } from '../parts/people.js';
import { policyTabs } from '../parts/policy.js';
import { empty, problemNote, reading } from '../parts/problem.js';
import { stageTrack } from '../parts/track.js';
import { verdictTable } from '../parts/verdicts.js';
import { notJudgedSince, standing } from '../rows.js';
import { joined, NO_FIGURES } from '../series.js';
import { asOf, changed } from '../state.js';
import { Told } from '../told.js';

export default class RolloutView {
  constructor({ id }) {
    Object.assign(this, { id, follows: id, figures: NO_FIGURES, decisions: [], executions: [], charts: new Charts(), policyTab: 'explained' });
    this.path = `/rollouts/${encodeURIComponent(id)}`;
    this.ended = new AbortController();
    this.told = new Told();
  }

  open() {
    this.again();
  }

  close() {
    this.ended.abort();
  }

  /** Reads all of it; each part is shown as soon as it is there. */
  again() {
    this.read('rollout', () => get(this.path, {}, this.ended), true);
    this.read('figures', () => get(`${this.path}/figures`, {}, this.ended));
    this.read('executions', () => get(`${this.path}/executions`, {}, this.ended));
    this.readDecisions();
  }

  readDecisions() {
    this.read('decisions', () => getAll('/decisions', { rollout: this.id }, { most: 1000, signal: this.ended.signal }));
  }

  /** What was told while the answer was on its way is newer, and taken once more after it. */
  async read(kind, ask, needed = false) {
    try {
      const { answer, told } = await this.told.meanwhile(kind, ask);
      for (const data of [answer, ...told]) this.take(kind, data);
      if (needed) this.problem = undefined;
    } catch (problem) {
      if (problem.name === 'AbortError') return;
      if (needed) this.problem = problem;
    }
    changed();
  }

  setRollout(rollout) {
    const policyBefore = this.rollout?.policyHash;
    this.rollout = rollout;
    if (rollout.lastDecision !== this.lastDecision) {
      // One that was told while the stream was opened anew would be missing otherwise.
      this.lastDecision = rollout.lastDecision;
      if (!this.decisions.some((row) => row.decisionId === rollout.lastDecision)) this.readDecisions();
    }
    if (rollout.policyHash && rollout.policyHash !== policyBefore) {
      this.read('policy', () => get(`/policies/${rollout.policyHash}`, {}, this.ended));
    }
  }

  on(kind, data) {
    this.told.tell(kind, data);
    this.take(kind, data);
  }

  take(kind, data) {
    switch (kind) {
      case 'rollout': this.setRollout(data); break;
      case 'figures': this.figures = joined(this.figures, data); break;
      case 'executions': this.executions = mergedExecutions(this.executions, data.items); break;
      case 'policy': this.policy = data; break;
      case 'decisions': {
        const own = data.items.filter((row) => row.rolloutId === this.id);
        if (own.length > 0) this.decisions = mergedDecisions(this.decisions, own);
        break;
      }
      default: break;
    }
  }

  title() {
    if (!this.rollout) return `${this.id} · Headgate`;
    const { symbol, text } = standing(this.rollout, asOf());
    return `${symbol} ${text}: ${this.rollout.service} ${this.rollout.canary} · Headgate`;
  }

  template() {
    if (!this.rollout) return html`<h1 tabindex="-1">${this.id}</h1>${this.problem ? problemNote(this.problem, () => this.again()) : reading('the rollout')}`;
    const { rollout } = this;
    const verdicts = rollout.evaluation?.verdicts;
    return html`<article class="rollout">
      ${heading(rollout)}
      ${standingNote(rollout)}
      ${this.asks()}
      ${stageTrack(rollout)}
      ${commandBar(rollout, (kind, fields) => this.command(kind, fields))}
      ${people(rollout, (kind, fields) => this.command(kind, fields), (kind) => commandOff(rollout, kind))}
      <section aria-labelledby="figures"><h2 id="figures">Figures</h2>
        ${this.charts.template(this.figures, rollout.limits, this.decisions, asOf(), this.asTable, () => this.set({ asTable: !this.asTable }))}</section>
      <section aria-labelledby="verdicts"><h2 id="verdicts">Verdicts</h2>
        ${verdictTable(verdicts, `${number(rollout.passing)} pass, ${number(rollout.failing)} fail, ${number(rollout.undecided)} undecided`)}</section>
      <section aria-labelledby="evidence"><h2 id="evidence">Evidence</h2>${evidence(verdicts)}</section>
      <section aria-labelledby="decisions"><h2 id="decisions">Decisions</h2>
        ${this.decisions.length ? decisionTable(this.decisions, `Decisions of ${rollout.rolloutId}`, { withService: false }) : empty('Nothing has been decided yet.')}</section>
      <section aria-labelledby="executions"><h2 id="executions">Carried out</h2>${executionList(this.executions, (execution) => this.asked(execution))}</section>
      <section aria-labelledby="policy"><h2 id="policy">Policy <span class="soft">${rollout.policyName}</span></h2>
        ${this.policy ? policyTabs(this.policy, this.policyTab, (policyTab) => this.set({ policyTab })) : reading('the policy')}</section>
      ${facts(rollout)}
    </article>`;
  }

  /** What executions ask people stands before all that only tells. */
  asks() {
    const { asks = [] } = this.rollout;
    return asks.length === 0 ? nothing : html`<section aria-labelledby="asks"><h2 id="asks">Executors ask</h2>
      ${asks.map((ask) => askNote(ask, (decisionId) => this.ask(decisionId)))}</section>`;
  }

  /** What is asked now about a decision, for as long as this view follows the rollout. */
  ask(decisionId) {
    return this.ended.signal.aborted ? undefined : this.rollout?.asks?.find((ask) => ask.decisionId === decisionId);
  }

  asked({ decisionId, attempt, status }) {
    const ask = this.ask(decisionId);
    return ask?.attempt === attempt && status === 'started' ? html`<p class="note warn"><b>? ${ask.text}</b> It is answered above, under “Executors ask”.</p>` : nothing;
  }

  /** The dialog follows the rollout for as long as this view does. */
  command(kind, fields) {
    askCommand(this.rollout, kind, fields, () => (this.ended.signal.aborted ? undefined : this.rollout));
  }

  set(values) {
    Object.assign(this, values);
    changed();
  }
}

function heading(rollout) {
  return html`<div class="title">
    <h1 tabindex="-1">${rollout.service} <span class="soft">${rollout.baseline} →</span> ${rollout.canary}</h1>
    <p>${endMark(rollout)} ${modeMark(rollout.mode)} ${weightBar(rollout.weight, rollout.desiredWeight)}
      <span class="soft">${rollout.evaluatedAt ? html`judged <hg-age at=${rollout.evaluatedAt}></hg-age>` : 'not judged yet'}, updated <hg-age at=${rollout.updatedAt}></hg-age></span></p>
  </div>`;
}

/** What is most urgent to know, in the gate's own sentences. */
function standingNote(rollout) {
  const stands = standing(rollout, asOf());
  return html`<div class="note ${stands.tone} stands">
    <p><b>${mark(stands)}</b> ${rollout.reason}</p>
    ${rollout.worst && rollout.worst.judgement !== 'pass' && rollout.worst.sentence !== rollout.reason ? html`<p>${rollout.worst.sentence} <code>${rollout.worst.criterion}</code></p>` : nothing}
    ${rollout.waitingFor?.length ? html`<ul class="plain">${rollout.waitingFor.map((waiting) => html`<li>◔ ${prose(waiting.sentence)}${
      waiting.until ? html` <span class="soft">(<hg-left at=${waiting.until}></hg-left>)</span>` : nothing}</li>`)}</ul>` : nothing}
    ${notJudgedSince(rollout, asOf()) ? html`<p>⊗ It has not been judged since <hg-time at=${notJudgedSince(rollout, asOf())}></hg-time>. What follows is as it was then: look whether the gate runs.</p>` : nothing}
    ${rollout.lagging ? html`<p>≋ Telemetry lags: nothing is concluded from its silence.</p>` : nothing}
    ${rollout.situation?.mitigations?.length ? html`<p>In effect: ${rollout.situation.mitigations.join(', ')}.</p>` : nothing}
  </div>`;
}

function facts(rollout) {
  const entries = [
    ['Started', html`<hg-time at=${rollout.startedAt}></hg-time>${rollout.startedBy ? ` by ${rollout.startedBy}` : ''}`],
    ['Why', rollout.startReason || '–'],
    ['Rollout', html`<code>${rollout.rolloutId}</code>`],
    ['Correlation id', html`<code>${rollout.correlationId}</code>`],
    ['Report', html`<a href="/api/v1/rollouts/${encodeURIComponent(rollout.rolloutId)}/report" target="_blank" rel="noopener">Report</a>, as
      <a href="/api/v1/rollouts/${encodeURIComponent(rollout.rolloutId)}/report?format=markdown" target="_blank" rel="noopener">Markdown</a> or
      <a href="/api/v1/rollouts/${encodeURIComponent(rollout.rolloutId)}/report?format=json" target="_blank" rel="noopener">JSON</a>`],
    ['Shadow', rollout.shadow && rolloutLink(rollout.shadow)],
    ['Beside', rollout.compareWith && rolloutLink(rollout.compareWith)],
  ];
  return html`<section aria-labelledby="facts"><h2 id="facts">About it</h2>
    <dl class="facts">${entries.filter(([, value]) => value).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl></section>`;
}
