// A score between its bars, of which a person decides. Pure.
import { questions } from './asked.js';

/**
 * {score, pass, marginal, sentence, until, asked} where that is asked; undefined where it is not. The bars may not be known.
 * asked: the roles whose yes or no an earlier gate would take for an answer to what it asks them.
 */
export function marginalScore({ waitingFor = [], plan = [], stage }) {
  // The gate's sentence is "the score is <n> of 100, and <m> is needed, or an approval of any role".
  const waiting = waitingFor.find(({ kind, name, sentence }) => kind === 'approval' && !name && /^the score is \d+ of 100/.test(sentence));
  if (!waiting) return undefined;
  const { pass, marginal } = plan[stage]?.score ?? {};
  return { score: Number(/\d+/.exec(waiting.sentence)[0]), stage, pass, marginal, sentence: waiting.sentence, until: waiting.until,
    asked: questions({ waitingFor }).filter(({ id }) => !id).map(({ role }) => role) };
}

/** What a yes and a no to it do. */
export const SCORE_EFFECTS = {
  yes: 'the stage may go on, as if the score were high enough',
  no: 'no other yes counts while it stands, and it stays in this stage until its time is over',
};

/** The roles that the rollout's policy names, for whoever has to say for which one they speak. */
export function rolesNamed({ approvals = [], checklists = [] }) {
  return [...new Set([...approvals.map(({ role }) => role), ...checklists.flatMap(({ items }) => items.map(({ role }) => role))])].filter((role) => role && role !== 'anybody').sort();
}
