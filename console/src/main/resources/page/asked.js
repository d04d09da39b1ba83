// What people are asked now. A role's yes or no answers what the role was asked before it counts as an approval.

/** Open questions by role: one answer of the role answers all of them. */
export function questions({ waitingFor = [] }) {
  const roles = new Map();
  for (const { kind, name, sentence, until } of waitingFor) {
    if (kind === 'answer') roles.set(name, [...(roles.get(name) ?? []), { sentence, until, otherwise: otherwise(sentence) }]);
  }
  return [...roles].map(([role, asked]) => ({ role, asked }));
}

/** How an approval stands: given, asked (the role has a question to answer first), awaited, or later. */
export function approvalStands(rollout, { role, awaited, given }) {
  if (given) return 'given';
  if (questions(rollout).some((question) => question.role === role)) return 'asked';
  const waits = (rollout.waitingFor ?? []).some((waiting) => waiting.kind === 'approval' && waiting.name === role);
  return awaited && waits ? 'awaited' : 'later';
}

/** What a yes and a no to a question do. */
export function answerEffects({ asked }) {
  const otherwises = [...new Set(asked.map((each) => each.otherwise))].join('; ');
  return { yes: 'it is left alone until it has been clear', no: `${otherwises}, as when nobody answers in time` };
}

/** The gate's sentence is "a yes of <role>, else <what is done>: <why>". */
function otherwise(sentence) {
  return /, else ([^:]+): /.exec(sentence)?.[1] ?? 'what the policy has behind else is done';
}
