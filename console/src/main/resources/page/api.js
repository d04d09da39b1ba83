// The console's API: JSON in and out, problems as errors, keys that make a repeated command the same command.
import { changed, state } from './state.js';

const PREFIX = '/api/v1';

/** What the console, or the way to it, says instead of an answer (RFC 9457). Status 0: it was not reached. */
export class Problem extends Error {
  constructor({ status = 0, title = 'The console was not reached', detail, problems = [], type, retryAfter }) {
    super(detail ?? title);
    Object.assign(this, { status, title, detail, problems, type, retryAfter });
  }
}

export async function get(path, parameters = {}, { signal } = {}) {
  return (await ask('GET', path + query(parameters), { signal })).body;
}

/** All pages of a list, up to `most` items: {items, next} with `next` where it was cut off. */
export async function getAll(path, parameters = {}, { most = 5000, signal } = {}) {
  const items = [];
  let cursor;
  do {
    const page = await get(path, { limit: 500, ...parameters, cursor }, { signal });
    items.push(...page.items);
    cursor = page.next;
  } while (cursor && items.length < most);
  return { items, next: cursor };
}

/** The same key with the same body is the same command, however often it is sent. */
export async function post(path, body, key) {
  const { body: answer, headers } = await ask('POST', path, { body, key });
  return { ...answer, replayed: headers.get('Idempotency-Replayed') === 'true' };
}

export async function signIn(token) {
  await ask('POST', '/login', { body: { token }, prefix: '' });
}

export async function signOut() {
  await ask('POST', '/logout', { body: {}, prefix: '' });
}

/** A key for one command: 128 bits by chance. */
export function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** "?a=1&b=2" of what is there; empty when nothing is. */
export function query(parameters) {
  const there = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== '');
  return there.length === 0 ? '' : `?${new URLSearchParams(there)}`;
}

async function ask(method, path, { body, key, signal, prefix = PREFIX }) {
  const headers = { Accept: 'application/json' };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (key) headers['Idempotency-Key'] = key;
  if (method !== 'GET' && state.status?.you?.csrf) headers['X-Headgate-CSRF'] = state.status.you.csrf;
  let response;
  try {
    response = await fetch(prefix + path, { method, headers, signal, body: body && JSON.stringify(body), credentials: 'same-origin' });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Problem({ detail: `The console at ${location.host} was not reached. Is it running?` });
  }
  if (!response.ok) throw await problemOf(response);
  return { headers: response.headers, body: isJson(response) ? await response.json() : {} };
}

async function problemOf(response) {
  if (response.status === 401 && !state.signedOut) {
    state.signedOut = true;
    changed();
  }
  const said = isJson(response) ? await response.json().catch(() => ({})) : {};
  return new Problem({ title: `${response.status} ${response.statusText}`, ...said, status: response.status, retryAfter: response.headers.get('Retry-After') ?? undefined });
}

function isJson(response) {
  return /json/.test(response.headers.get('Content-Type') ?? '');
}
