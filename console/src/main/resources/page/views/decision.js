// One decision for good: the sentence, all verdicts, the evidence, signature, offsets, and what became of it.
import { html, nothing } from '../lit.js';
import { announce } from '../announce.js';
import { get } from '../api.js';
import { isoDuration, number, percent } from '../format.js';
import { evidence } from '../parts/evidence.js';
import { askNote } from '../parts/answer.js';
import { executionList } from '../parts/executions.js';
import { decisionLink, kindMark, mark, modeMark, rolloutLink, severityMark } from '../parts/marks.js';
import { problemNote, reading } from '../parts/problem.js';
import { verdictTable } from '../parts/verdicts.js';
import { askOf } from '../runbook.js';
import { changed } from '../state.js';
import { kind, signature } from '../words.js';

export default class DecisionView {
  constructor({ rollout, sequence }) {
    Object.assign(this, { rollout, sequence, ended: new AbortController() });
  }

  open() {
    this.again();
  }

  close() {
    this.ended.abort();
  }

  async again() {
    try {
      this.found = await get(`/decisions/${encodeURIComponent(this.rollout)}/${encodeURIComponent(this.sequence)}`, {}, this.ended);
      this.problem = undefined;
    } catch (problem) {
      if (problem.name === 'AbortError') return;
      this.problem = problem;
    }
    changed();
  }

  /** A later decision, or what became of this one, changes the links and the executions; then it stays as it is. */
  on(event, { items = [] }) {
    const settled = this.found?.next && this.found.executions.every((execution) => execution.finishedAt);
    const concerns = (row) => row.rolloutId === this.rollout;
    if (!settled && (event === 'decisions' || event === 'rollouts') && items.some(concerns)) this.again();
  }

  title() {
    const decision = this.found?.decision;
    return decision ? `${kind(decision.kind).symbol} ${decision.decisionId} · Headgate` : 'Decision · Headgate';
  }

  template() {
    if (!this.found) return html`<h1 tabindex="-1">Decision ${this.sequence} of ${this.rollout}</h1>${this.problem ? problemNote(this.problem, () => this.again()) : reading('the decision')}`;
    const { decision, executions } = this.found;
    return html`<article class="decision">
      <div class="title"><h1 tabindex="-1">${kindMark(decision.kind)} <span class="soft">${decision.decisionId}</span></h1>
        <p>${rolloutLink(decision.rolloutId, `${decision.service} ${decision.baseline} → ${decision.canary}`)} ${modeMark(decision.mode)}
          ${severityMark(decision.severity)} <span class="soft"><hg-time at=${decision.evaluatedAt}></hg-time>, <hg-age at=${decision.evaluatedAt}></hg-age></span></p></div>
      <div class="note ${kind(decision.kind).tone} stands"><p><b>${decision.reason}</b></p>
        <p>Weight ${percent(decision.from)} → ${percent(decision.to)}${decision.decidingCriterion ? html`, by the line <code>${decision.decidingCriterion}</code>` : nothing}.</p></div>
      ${this.forged()}
      ${this.neighbours()}
      <section aria-labelledby="verdicts"><h2 id="verdicts">Verdicts at that instant</h2>
        ${verdictTable(decision.verdicts, 'All lines as they stood', decision.decidingCriterion)}</section>
      <section aria-labelledby="evidence"><h2 id="evidence">Evidence</h2>${evidence(decision.verdicts)}</section>
      <section aria-labelledby="executions"><h2 id="executions">Carried out</h2>${executionList(executions, (execution) => this.asked(execution), { withDecision: false })}</section>
      ${this.proof()}
    </article>`;
  }

  asked(execution) {
    const ask = askOf(execution, this.found.executions);
    return ask ? askNote(ask, () => this.ask()) : nothing;
  }

  /** What is asked now, for as long as this view is open. */
  ask() {
    const { executions } = this.found;
    return this.ended.signal.aborted ? undefined : executions.map((execution) => askOf(execution, executions)).find(Boolean);
  }

  /** What others have written under the same id: it is told, and never shown as the decision. */
  forged() {
    const forgeries = this.found.forgeries ?? [];
    return forgeries.length === 0 ? nothing : html`<div class="note bad"><p><b>Somebody wrote ${forgeries.length === 1 ? 'another record' : `${forgeries.length} other records`}
      under this id with a wrong signature.</b> ${this.found.signature.state === 'wrong' ? 'None is believed.' : 'The one on this page is another; those are not believed.'} Find out who may write to gate.decisions.</p>
      <ul>${forgeries.map((each) => html`<li>${each.kind}, <hg-time at=${each.evaluatedAt}></hg-time>: ${each.reason}
        <span class="soft">${each.keyId ? html`names the key <code>${each.keyId}</code>` : 'names no key'}</span></li>`)}</ul></div>`;
  }

  neighbours() {
    const { previous, next } = this.found;
    return html`<nav aria-label="Decisions of this rollout" class="buttons">
      ${previous ? decisionLink(previous, '← decision before') : nothing} ${next ? decisionLink(next, 'decision after →') : nothing}
      <button type="button" @click=${() => this.copy()}>${this.copied ? '✓ Link copied' : 'Copy the link'}</button></nav>`;
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(location.href);
      this.copied = true;
      announce('The link is copied.');
    } catch {
      announce('The browser does not let pages copy; the link is the address of this page.');
    }
    changed();
  }

  proof() {
    const { decision, signature: signed } = this.found;
    const facts = [
      ['Signature', html`${mark(signature(signed.state))}${signed.keyId ? html` <span class="soft">key <code>${signed.keyId}</code></span>` : nothing}`],
      ['Runbook', decision.runbook?.name ? html`${decision.runbook.name} <span class="soft">${parameters(decision.runbook.parameters)}</span>` : 'none'],
      ['May be begun for', decision.validFor ? isoDuration(decision.validFor) : 'ever: it does not expire'],
      ['Told', decision.recipients?.join(', ') || 'nobody by name'],
      ['Regards', decision.regards && decisionLink(decision.regards)],
      ['Policy', html`<code class="hash">${decision.policyHash}</code>`],
      ['Correlation id', html`<code>${decision.correlationId}</code>`],
      ['Command', decision.command && html`<code>${decision.command}</code>`],
      ['Epoch', number(decision.epoch)],
    ];
    return html`<section aria-labelledby="proof"><h2 id="proof">Proof</h2>
      <dl class="facts">${facts.filter(([, value]) => value).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
      <div class="scroll fit" tabindex="0" role="region" aria-label="Inputs"><table><caption>How far each input had been read</caption>
        <thead><tr><th scope="col">Topic</th><th scope="col" class="number">Partition</th><th scope="col" class="number">Offset</th></tr></thead>
        <tbody>${decision.inputOffsets.map(({ topic, partition, offset }) => html`<tr><th scope="row"><code>${topic}</code></th>
          <td class="number">${partition}</td><td class="number">${number(offset)}</td></tr>`)}</tbody></table></div>
      <details><summary>The decision as JSON</summary><pre tabindex="0" role="region" aria-label="The decision as JSON">${JSON.stringify(decision, null, 2)}</pre></details></section>`;
  }
}

function parameters(parameters = {}) {
  return Object.entries(parameters).map(([name, value]) => `${name}=${value}`).join(', ');
}
