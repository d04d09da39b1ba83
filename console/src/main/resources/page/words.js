// What the vocabularies' words look like: a symbol, a word for people, a tone. A word that this release does not know
// is shown as it is, in the tone of what is undecided.

const PHASES = {
  scheduled: ['◷', 'scheduled', 'calm'],
  preparing: ['⚙', 'preparing', 'calm'],
  awaiting: ['◔', 'awaiting', 'warn'],
  paused: ['‖', 'paused', 'warn'],
  shifting: ['⇄', 'shifting', 'calm'],
  observing: ['◉', 'observing', 'calm'],
  watching: ['◎', 'watching', 'calm'],
  completed: ['✓', 'completed', 'good'],
  'rolling-back': ['✗', 'rolling back', 'bad'],
  'rolled-back': ['↩', 'rolled back', 'bad'],
  'rollback-failed': ['‼', 'rollback failed', 'bad'],
};

const KINDS = {
  promote: ['▲', 'promote', 'good'],
  hold: ['‖', 'hold', 'warn'],
  'step-back': ['▽', 'step back', 'warn'],
  rollback: ['✗', 'roll back', 'bad'],
  complete: ['✓', 'complete', 'good'],
  notify: ['!', 'notify', 'warn'],
  refuse: ['⊘', 'refuse', 'calm'],
  run: ['►', 'run', 'calm'],
  ask: ['?', 'ask', 'warn'],
  record: ['✎', 'record', 'calm'],
};

const JUDGEMENTS = { pass: ['✓', 'pass', 'good'], fail: ['✗', 'fail', 'bad'], undecided: ['…', 'undecided', 'calm'] };

const STATUSES = {
  started: ['►', 'started', 'calm'],
  waiting: ['?', 'waits for a person', 'warn'],
  succeeded: ['✓', 'succeeded', 'good'],
  failed: ['✗', 'failed', 'bad'],
  refused: ['⊘', 'refused', 'bad'],
  expired: ['⊖', 'expired', 'warn'],
  superseded: ['↷', 'superseded', 'calm'],
};

const SIGNATURES = {
  checked: ['✓', 'signature checked', 'good'],
  'not-checked': ['?', 'signature not checked', 'calm'],
  wrong: ['✗', 'signature wrong', 'bad'],
};

const OUTCOMES = {
  taken: ['✓', 'taken', 'good'],
  waits: ['◔', 'waits', 'calm'],
  refused: ['⊘', 'refused', 'bad'],
  unusable: ['✗', 'unusable', 'bad'],
  'no-answer-yet': ['…', 'no answer yet', 'warn'],
  overtaken: ['↷', 'not in force any more', 'warn'],
  uncertain: ['?', 'not known to be everywhere', 'warn'],
};

const SEVERITIES = {
  info: ['·', 'info', 'calm'],
  P3: ['·', 'P3', 'calm'],
  P2: ['!', 'P2', 'warn'],
  warning: ['!', 'warning', 'warn'],
  P1: ['‼', 'P1', 'bad'],
  critical: ['‼', 'critical', 'bad'],
  P0: ['‼', 'P0', 'bad'],
};

export const PHASE_NAMES = Object.keys(PHASES);
export const KIND_NAMES = Object.keys(KINDS);
export const SEVERITY_NAMES = Object.keys(SEVERITIES);
export const MODE_NAMES = ['enforce', 'observe', 'shadow'];

export const phase = (name) => word(PHASES, name);
export const kind = (name) => word(KINDS, name);
export const judgement = (name) => word(JUDGEMENTS, name);
export const status = (name) => word(STATUSES, name);
export const signature = (name) => word(SIGNATURES, name);
export const outcome = (name) => word(OUTCOMES, name);
export const severity = (name) => word(SEVERITIES, name);

/** Commands as buttons name them: what is done, in one or two words. */
export function commandName(name) {
  return {
    approve: 'Approve', reject: 'Reject', tick: 'Tick', pause: 'Pause', resume: 'Resume', advance: 'Advance',
    'step-back': 'Step back', abort: 'Roll back', acknowledge: 'Acknowledge', 'set-weight': 'Set weight', start: 'Start',
  }[name] ?? name;
}

function word(vocabulary, name) {
  const [symbol, text, tone] = Object.hasOwn(vocabulary, name) ? vocabulary[name] : ['?', String(name ?? 'unknown'), 'calm'];
  return { symbol, text, tone };
}
