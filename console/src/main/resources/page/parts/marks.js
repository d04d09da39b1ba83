// Small things that stand everywhere: a word with its symbol, a weight as a bar, dots for stages, links.
import { html, nothing, svg } from '../lit.js';
import { percent } from '../format.js';
import { decisionIdPath, rolloutPath } from '../router.js';
import { end } from '../rows.js';
import * as words from '../words.js';

/** A symbol and its word; the tone is colour on top of both, never instead. */
export function mark({ symbol, text, tone }) {
  return html`<span class="mark ${tone}"><span class="symbol" aria-hidden="true">${symbol}</span> ${text}</span>`;
}

export const phaseMark = (name) => mark(words.phase(name));
/** The phase of one that may be over; that of one that was replaced says only where it stood. */
export const endMark = (row) => mark(end(row));
export const kindMark = (name) => mark(words.kind(name));
export const judgementMark = (name) => mark(words.judgement(name));
export const statusMark = (name) => mark(words.status(name));

/** What is only for the record is not marked. */
export function severityMark(name) {
  return name === 'info' ? nothing : mark(words.severity(name));
}

/** Enforcing is usual and not said; that a rollout only looks is. */
export function modeMark(mode) {
  return mode === 'enforce' ? nothing : html`<span class="tag" title="Nothing of it is carried out">${mode}</span>`;
}

/** The canary's weight in force, and what it is on the way to. */
export function weightBar(weight, desired) {
  const shown = weight ?? 0;
  const moves = desired !== undefined && desired !== weight;
  return html`<span class="weight">
    <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect class="track" width="100" height="8"></rect>
      ${moves ? svg`<rect class="desired" width=${desired} height="8"></rect>` : nothing}
      <rect class="in-force" width=${shown} height="8"></rect>
    </svg>
    <span class="figure">${percent(weight)}${moves ? html` <span class="soft">→ ${percent(desired)}</span>` : nothing}</span>
  </span>`;
}

/** A dot for each stage: done, current, ahead. */
export function stageDots(stage, stages, weights = []) {
  const total = Math.max(stages ?? weights.length, 0);
  const text = stage < 0 ? `before the first of ${total} stages` : `stage ${stage + 1} of ${total}`;
  return html`<span class="dots" title=${weights.length ? `${text}: ${weights.map(percent).join(', ')}` : text}>
    <span class="unseen">${text}</span>
    <span aria-hidden="true">${Array.from({ length: Math.min(total, 12) }, (none, index) =>
      html`<i class=${index < stage ? 'done' : index === stage ? 'current' : 'ahead'}></i>`)}${total > 12 ? '…' : ''}</span>
  </span>`;
}

export function rolloutLink(id, text = id) {
  return html`<a href=${rolloutPath(id)}>${text}</a>`;
}

export function decisionLink(decisionId, text = decisionId) {
  return html`<a href=${decisionIdPath(decisionId)}>${text}</a>`;
}

/** Only addresses of the web become links: what people wrote elsewhere is not to be trusted. */
export function evidenceText(text) {
  return /^https?:\/\/\S+$/.test(text ?? '') ? html`<a href=${text} rel="noreferrer noopener" target="_blank">${text}</a>` : text || nothing;
}

/** A sentence in which what stands between backticks is code. */
export function prose(text) {
  return text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part));
}

export function versions(row) {
  return html`<span class="versions"><span class="soft">${row.baseline}</span> → <b>${row.canary}</b></span>`;
}
