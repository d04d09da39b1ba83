import { worthSaying } from '/announce.js';
import { equal } from './check.js';

const NOW = Date.parse('2026-11-29T12:00:00Z');
const decision = (secondsAgo, mode = 'enforce') => ({ evaluatedAt: new Date(NOW - secondsAgo * 1000).toISOString(), mode, kind: 'rollback', secondsAgo });
const said = (...rows) => worthSaying(rows, NOW).map(({ secondsAgo }) => secondsAgo);

export const claims = {
  whatIsDecidedNowIsSaid: () => equal(said(decision(0), decision(60)), [0, 60]),
  monthsOldRollbacksAreNotReadOut: () => equal(said(decision(61), decision(90 * 86_400)), []),
  aClockThatIsBehindSilencesNothing: () => equal(said(decision(-5)), [-5]),
  shadowsAreNotSaid: () => equal(said(decision(1, 'shadow'), decision(1, 'observe')), [1]),
};
