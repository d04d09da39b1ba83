// What must be known to trust what is shown, in words, and how fresh all of it is.
import { html, nothing } from '../lit.js';
import { count, duration, progress } from '../format.js';
import { ending, isRetreat } from '../runbook.js';
import { mark, rolloutLink } from './marks.js';

const SYMBOLS = { bad: '✗', warn: '!', calm: 'i' };

/** One of the doubts as a line. */
export function bannerLine(doubt) {
  return html`<p class="banner ${doubt.tone}"><span aria-hidden="true">${SYMBOLS[doubt.tone]}</span> <span>${WORDS[doubt.what](doubt)}</span></p>`;
}

const WORDS = {
  lost: ({ heardAt }) => html`<b>The connection to the console is lost.</b> What is shown is as it was
    <hg-age at=${new Date(heardAt).toISOString()}></hg-age>. It is tried again by itself; commands are off.`,
  away: ({ feed }) => html`<b>The broker does not answer</b>${feed.awaySince
    ? html`, since <hg-age at=${feed.awaySince}></hg-age>` : nothing}. ${feed.sentence} What is shown may be old.`,
  reading: ({ feed }) => html`<b>Still reading: ${progress(feed.readShare ?? 0)}.</b>${feed.behindSeconds > 0
    ? html` What is shown is ${duration(feed.behindSeconds)} old.` : nothing} ${feed.sentence}
    <progress max="1" value=${feed.readShare ?? 0} aria-label="Share of the log that is read"></progress>`,
  stopped: ({ feed }) => html`<b>The console reads no more.</b> What is shown is ${duration(feed.behindSeconds)} old. ${feed.sentence}`,
  behind: ({ feed }) => html`<b>The console is ${duration(feed.behindSeconds)} behind.</b> ${feed.sentence}`,
  unreadable: ({ many, lately }) => html`<b>${count(many, 'record')} could not be read${lately ? ', the latest just now' : ''}.</b>
    What they say is missing here; the console's log tells why.`,
  notJudged: ({ many, since }) => html`<b>${count(many, 'rollout is', 'rollouts are')} not judged</b>, the first since
    <hg-time at=${since}></hg-time>. The gate neither promotes nor rolls back meanwhile: look whether it runs.`,
  lagging: ({ many }) => html`<b>Telemetry lags for ${count(many, 'rollout')}.</b>
    Nothing is concluded from its silence, and nothing advances on it.`,
  asks: ({ many, ask, service, rolloutId }) => html`<b>${ask.about === 'attempt' ? 'A runbook’s step has failed' : 'An executor waits for a person'}</b>${isRetreat(ask) ? ', and traffic may not go back until then' : ''}:
    ${rolloutLink(rolloutId, service)}, “${ask.text}”${ask.until ? html` (${ending(ask)} <hg-left at=${ask.until} past="at any moment"></hg-left>)` : nothing}${many > 1 ? `, and ${many - 1} more` : ''}.`,
  held: ({ sentence, since }) => html`<b>Executors are held</b> since <hg-time at=${since}></hg-time>: ${sentence}. Rollbacks and steps back are carried out as ever.
    <a href="/commands">Release them</a>.`,
  commands: ({ why }) => html`<b>Commands are off:</b> ${why}.`,
};

/** In the header: how fresh all of it is. */
export function linkState({ status, link }) {
  if (link === 'lost') return mark({ symbol: '✗', text: 'connection lost', tone: 'bad' });
  if (!status) return mark({ symbol: '…', text: 'connecting', tone: 'calm' });
  const { state, lastRecordAt } = status.feed;
  const shown = { current: ['✓', 'live', 'good'], reading: ['…', 'reading', 'warn'], away: ['✗', 'broker away', 'bad'], stopped: ['✗', 'stopped', 'bad'] }[state] ?? ['?', state, 'calm'];
  return html`${mark({ symbol: shown[0], text: shown[1], tone: shown[2] })}${lastRecordAt
    ? html` <span class="soft fresh">last record <hg-age at=${lastRecordAt}></hg-age></span>` : nothing}`;
}
