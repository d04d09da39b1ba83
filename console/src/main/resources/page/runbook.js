// What executions ask people, and what each answer leads to. Pure.

const RETREATS = ['rollback', 'step-back'];
const ANY_OF = { yes: ['operator', 'approver'], no: ['operator', 'approver'] };

/** Whether it takes traffic away from the canary: it is asked again, and never held. */
export function isRetreat({ kind }) {
  return RETREATS.includes(kind);
}

/** What can be said to it: {says, text, effect, tone}; nothing where only a later release knows what is asked. */
export function answersTo(ask) {
  switch (ask.about) {
    case 'confirmation': return [
      { says: 'yes', text: 'Answer yes', effect: 'the runbook goes on with its next step', tone: 'main' },
      { says: 'no', text: 'Answer no', effect: failed('it has failed', ask), tone: '' },
    ];
    case 'outcome': return [
      { says: 'done', text: 'It was done', effect: 'the next step follows; what the step would have printed nobody knows', tone: '' },
      { says: 'failed', text: 'It failed', effect: failed('it is not run again', ask), tone: '' },
      { says: 'retry', text: 'Run it again', effect: 'the step runs once more: you vouch that it may', tone: '' },
    ];
    case 'attempt': return [{ says: 'retry', text: 'Try now', effect: 'the next attempt begins at once instead of later', tone: 'main' }];
    default: return [];
  }
}

function failed(what, ask) {
  return `${what}, and what the runbook has for that is done${isRetreat(ask) ? '; the traffic may stay where it is' : ''}`;
}

/** What happens when nobody answers. */
export function otherwise(ask) {
  if (ask.about === 'attempt') return 'it is tried again by itself';
  if (isRetreat(ask)) return 'this attempt fails, and it is asked again';
  return ask.about === 'outcome' ? 'the execution fails' : 'the step has failed, as after a no';
}

/** What becomes of it then, in words before a time: "given up in 27 m". */
export function ending(ask) {
  return isRetreat(ask) ? 'asked again' : 'given up';
}

/** The question of an execution as rows have it; undefined unless it is the latest attempt and waits. */
export function askOf(execution, executions) {
  const { question, decisionId, decisionKind, attempt, runbook, status } = execution;
  if (!question || status !== 'started' || executions.some((other) => other.decisionId === decisionId && other.attempt > attempt)) return undefined;
  return { ...question, decisionId, kind: decisionKind, attempt, runbook };
}

/** Whether both are the same question of the same attempt. */
export function isSame(one, other) {
  return one !== undefined && other !== undefined
    && ['decisionId', 'attempt', 'step', 'askedAt', 'about'].every((field) => field === 'askedAt' && one.about === 'attempt' || one[field] === other[field]);
}

/** Why this cannot be said now; undefined if it can. */
export function answerOff(ask, says, { off, roles = [], held }) {
  if (off) return off;
  const needed = ANY_OF[says] ?? ['operator'];
  if (!needed.some((role) => roles.includes(role))) return `you do not have the role ${needed.join(' or ')}`;
  const goesOn = says !== 'no' && says !== 'failed';
  return held && goesOn && !isRetreat(ask) ? `executors are held (${held.sentence}): release them first` : undefined;
}

/** What an answer says, so that it can be no answer to anything else. */
export function answerBody({ attempt, step, askedAt, about }, says) {
  return about === 'attempt' ? { says, attempt } : { says, attempt, step, askedAt };
}

/** The worst that executions of these rows ask, for a banner: {many, retreats, until, service, rolloutId}; undefined if nothing is. */
export function worstAsk(rows) {
  const asking = rows.filter((row) => row.asks?.length > 0);
  if (asking.length === 0) return undefined;
  const first = [...asking].sort((one, other) => Number(isRetreat(other.asks[0])) - Number(isRetreat(one.asks[0]))
    || Date.parse(one.asks[0].until ?? '9999-01-01T00:00:00Z') - Date.parse(other.asks[0].until ?? '9999-01-01T00:00:00Z'))[0];
  return {
    many: asking.length, retreats: asking.filter((row) => isRetreat(row.asks[0])).length,
    ask: first.asks[0], service: first.service, rolloutId: first.rolloutId,
  };
}
