// What people are asked now, and what an answer of theirs is about: a question by its id, or the stage in force.

/** Open questions. Those of earlier gates have no id: there one answer of the role answers all that it was asked. */
export function questions({ waitingFor = [] }) {
  const open = new Map();
  for (const { kind, name, sentence, until, question } of waitingFor) {
    if (kind !== 'answer') continue;
    const place = question ? `question ${question}` : `role ${name}`;
    const asked = { sentence, until, otherwise: otherwise(sentence) };
    open.set(place, { role: name, id: question, asked: [...(open.get(place)?.asked ?? []), asked] });
  }
  return [...open.values()];
}

/** How an approval stands: given, asked (an earlier gate would take an answer for one to its question), awaited, or later. */
export function approvalStands(rollout, { role, awaited, given }) {
  if (given) return 'given';
  if (questions(rollout).some((question) => question.role === role && !question.id)) return 'asked';
  const waits = (rollout.waitingFor ?? []).some((waiting) => waiting.kind === 'approval' && waiting.name === role);
  return awaited && waits ? 'awaited' : 'later';
}

/** What a yes and a no to a question do. */
export function answerEffects({ asked }) {
  const otherwises = [...new Set(asked.map((each) => each.otherwise))].join('; ');
  return { yes: 'it is left alone until it has been clear', no: `${otherwises}, as when nobody answers in time` };
}

/** The stage in force, counted from 0, -1 before the first; undefined on the way from one to another. */
export function stageInForce({ stageStartedAt, stage, phase }) {
  if (phase === 'shifting') return undefined;
  return stageStartedAt ? stage : -1;
}

/** What a command says of the question or the stage that was seen, so that it acts upon nothing else. */
export function about(rollout, kind, { question, stage }) {
  if (question) return question.id ? { question: question.id } : {};
  const left = ['advance', 'step-back'].includes(kind) ? stageInForce(rollout) : stage;
  return left === undefined ? {} : { stage: left };
}

/** The gate's sentence is "a yes of <role>, else <what is done>: <why>". */
function otherwise(sentence) {
  return /, else ([^:]+): /.exec(sentence)?.[1] ?? 'what the policy has behind else is done';
}
