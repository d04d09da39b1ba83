// What must be known to trust what is shown: lost connection, broker away, still reading, telemetry behind.
import { html, nothing } from '../lit.js';
import { count, duration, progress } from '../format.js';
import { mark } from './marks.js';

const FRESH_SECONDS = 5;

/** All that holds now, the worst first, as {key, tone, content}; a key that is new is worth saying aloud. */
export function banners({ status, link, heardAt, rollouts, signedOut }) {
  if (signedOut) return [];
  // Of all else nobody knows then whether it still holds.
  if (link === 'lost') return [lost(heardAt)];
  return [feed(status?.feed), lagging(rollouts), commands(status)].filter((banner) => banner !== undefined);
}

export function bannerLine({ tone, content }) {
  const symbol = { bad: '✗', warn: '!', calm: 'i' }[tone];
  return html`<p class="banner ${tone}"><span aria-hidden="true">${symbol}</span> <span>${content}</span></p>`;
}

function lost(heardAt) {
  return banner('The connection to the console is lost', 'bad', html`<b>The connection to the console is lost.</b> What is shown is as it was
    <hg-age at=${new Date(heardAt).toISOString()}></hg-age>. It is tried again by itself; commands are off.`);
}

function feed(feed) {
  if (!feed) return undefined;
  switch (feed.state) {
    case 'away': return banner('The broker does not answer', 'bad', html`<b>The broker does not answer</b>${feed.awaySince
      ? html`, since <hg-age at=${feed.awaySince}></hg-age>` : nothing}. ${feed.sentence} What is shown may be old.`);
    case 'reading': return banner('The console is still reading', 'warn', html`<b>Still reading: ${progress(feed.readShare ?? 0)}.</b> ${feed.sentence}
      <progress max="1" value=${feed.readShare ?? 0} aria-label="Share of the log that is read"></progress>`);
    default: return feed.behindSeconds > FRESH_SECONDS
      ? banner('The console is behind', 'warn', html`<b>The console is ${duration(feed.behindSeconds)} behind.</b> ${feed.sentence}`) : undefined;
  }
}

function lagging(rollouts) {
  const lags = [...rollouts.values()].filter((row) => row.lagging).length;
  return lags === 0 ? undefined : banner('Telemetry lags', 'warn', html`<b>Telemetry lags for ${count(lags, 'rollout')}.</b>
    Nothing is concluded from its silence, and nothing advances on it.`);
}

function commands(status) {
  if (!status || status.commands?.possible !== false) return undefined;
  return banner('Commands are off', 'calm', html`<b>Commands are off:</b> ${status.commands.why ?? 'the console only reads'}.`);
}

function banner(key, tone, content) {
  return { key, tone, content };
}

/** In the header: how fresh all of it is. */
export function linkState({ status, link }) {
  if (link === 'lost') return mark({ symbol: '✗', text: 'connection lost', tone: 'bad' });
  if (!status) return mark({ symbol: '…', text: 'connecting', tone: 'calm' });
  const { state, lastRecordAt } = status.feed;
  const shown = { current: ['✓', 'live', 'good'], reading: ['…', 'reading', 'warn'], away: ['✗', 'broker away', 'bad'] }[state] ?? ['?', state, 'calm'];
  return html`${mark({ symbol: shown[0], text: shown[1], tone: shown[2] })}${lastRecordAt
    ? html` <span class="soft fresh">last record <hg-age at=${lastRecordAt}></hg-age></span>` : nothing}`;
}
