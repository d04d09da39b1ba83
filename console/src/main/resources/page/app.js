// The page: one view at a time, rendered at most once a frame, told of what changes by one stream.
import { html, nothing, render } from './lit.js';
import './parts/time.js';
import { announce, announceDecisions } from './announce.js';
import { get, getAll, signOut } from './api.js';
import { bindKeys, KEYS } from './keys.js';
import { Live } from './live.js';
import { bannerLine, linkState } from './parts/banners.js';
import { helpDialog, refreshDialog } from './parts/dialog.js';
import { problemNote } from './parts/problem.js';
import { titleOf, worstTitle } from './rows.js';
import { match, start } from './router.js';
import { addEnded, asOf, heardTime, now, onChange, replaceRollouts, setStatus, state, updateRollouts } from './state.js';
import { bindThemeButton } from './theme.js';
import { Told } from './told.js';
import { doubts } from './trust.js';
import { signInView } from './views/sign-in.js';

const main = document.getElementById('main');
let view;
let opening = 0;
let asked = false;
let headingWanted = false;
let shownDoubts = []; // their keys
let readingRollouts; // aborted once the stream tells them: what it tells is newer
const told = new Told();

const live = new Live({ handle, opened, failed: readAll });

function handle(kind, data, first) {
  told.tell(kind, data);
  switch (kind) {
    case 'status': setStatus(data); break;
    case 'rollouts': readingRollouts?.abort(); if (first) takeAll(data.items); else updateRollouts(data.items, data.gone); break;
    case 'decisions': announceDecisions(data.items, now()); break;
    default: break;
  }
  view?.on?.(kind, data);
  ask();
}

/** What a view that is told of changes has missed between two openings, however short, is read once again; all after a loss. */
function opened(another, wasLost) {
  if (wasLost || (another && view?.on)) view?.again?.();
}

function readAll() {
  readStatus();
  readRollouts();
}

async function readStatus() {
  try {
    const { answer, told: newer } = await told.meanwhile('status', () => get('/status'));
    heardTime(answer.now, true);
    if (newer.length === 0) setStatus(answer);
  } catch { /* That the console is away is shown by the connection's state. */ }
}

async function readRollouts() {
  readingRollouts?.abort();
  const { signal } = readingRollouts = new AbortController();
  try {
    takeAll((await getAll('/rollouts', { live: true }, { signal })).items);
  } catch (problem) {
    if (problem.name === 'AbortError') return;
    state.loadProblem = problem.status === 401 ? undefined : problem;
    ask();
  }
}

/** What has ended unseen is looked up, so that it does not just vanish. */
function takeAll(rows) {
  for (const id of replaceRollouts(rows).slice(0, 20)) {
    get(`/rollouts/${encodeURIComponent(id)}`).then((row) => { if (!row.live && !state.rollouts.has(id)) addEnded(row); ask(); }, () => {});
  }
}

async function open(path, moved) {
  const mine = ++opening;
  const { name, parameters } = match(path);
  const { default: View } = await import(`./views/${name}.js`);
  if (mine !== opening) return;
  view?.close?.();
  view = new View(parameters);
  live.follow(view.follows);
  for (const link of document.querySelectorAll('header nav a')) {
    if (link.pathname === path) link.setAttribute('aria-current', 'page'); else link.removeAttribute('aria-current');
  }
  view.open?.();
  paint();
  headingWanted = moved;
  if (moved) {
    scrollTo(0, 0);
    focusHeading();
  }
}

/** After a change of view the focus is on its heading, also on the one that takes its place once the view has been read. */
function focusHeading() {
  const lost = document.activeElement === document.body || document.activeElement === null;
  if (headingWanted && (lost || !main.contains(document.activeElement))) (main.querySelector('h1') ?? main).focus();
}

/** Renders before the next frame, however often it is asked for. */
function ask() {
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => { asked = false; paint(); });
  if (document.hidden) setTimeout(() => asked && (asked = false, paint()), 1000);
}

function paint() {
  if (!view) return;
  const rows = [...state.rollouts.values(), ...state.ended];
  document.title = view.title ? titleOf(view.title(), rows, asOf()) : worstTitle(rows, asOf());
  paintBanners();
  render(html`${linkState(state)}${you()}`, document.getElementById('link'));
  render(state.signedOut ? signInView() : content(), main);
  focusHeading();
  refreshDialog();
}

function paintBanners() {
  const found = doubts({ ...state, asOf: asOf() });
  render(found.map(bannerLine), document.getElementById('banners'));
  const keys = found.map(({ key }) => key);
  const added = keys.filter((key) => !shownDoubts.includes(key));
  if (added.length > 0) announce(`${added.join('. ')}.`);
  else if (shownDoubts.length > keys.length) announce(`Over: ${shownDoubts.filter((key) => !keys.includes(key)).join(', ')}.`);
  shownDoubts = keys;
}

function content() {
  try {
    return view.template();
  } catch (error) {
    console.error(error);
    return problemNote({ title: 'This view could not be drawn', detail: String(error) }, () => open(location.pathname, true));
  }
}

function you() {
  const name = state.status?.you?.name;
  return name ? html` <span class="you soft">${name} <button type="button" class="quiet" @click=${leave}>Sign out</button></span>` : nothing;
}

async function leave() {
  await signOut().catch(() => {});
  location.assign('/');
}

main.replaceChildren();
addEventListener('beforeprint', () => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
bindThemeButton(document.getElementById('theme'));
document.getElementById('help').addEventListener('click', () => helpDialog(KEYS));
bindKeys({ help: () => helpDialog(KEYS) });
for (const touch of ['keydown', 'pointerdown']) addEventListener(touch, () => { headingWanted = false; }, { capture: true });
onChange(ask);
start(open);
readStatus();
