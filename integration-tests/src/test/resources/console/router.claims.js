import { query } from '/api.js';
import { backOff } from '/live.js';
import { decisionIdPath, match, rolloutPath } from '/router.js';
import { kind, phase } from '/words.js';
import { equal } from './check.js';

export const claims = {
  everyViewHasItsPath: () => equal(['/', '/decisions', '/history', '/start', '/commands'].map((path) => match(path).name), ['fleet', 'decisions', 'history', 'start', 'commands']),
  aRolloutsIdIsDecoded: () => equal(match('/rollouts/shop%202.4'), { name: 'rollout', parameters: { id: 'shop 2.4' } }),
  aPathLeadsBackToItsRollout: () => {
    for (const id of ['shop-241', 'a/b', 'ä ö', '100%']) equal(match(rolloutPath(id)).parameters.id, id);
  },
  aDecisionsIdIsItsPath: () => equal(match(decisionIdPath('team/shop-241/12')).parameters, { rollout: 'team/shop-241', sequence: '12' }),
  theLinkOfARefusalIsItsPath: () => {
    const pages = ['shop-241/0-4711', 'executor/hold-shop 2', 'a/b/0-1'].map((link) => match(decisionIdPath(link)).parameters);
    equal(pages, [{ rollout: 'shop-241', sequence: '0-4711' }, { rollout: 'executor', sequence: 'hold-shop 2' }, { rollout: 'a/b', sequence: '0-1' }]);
  },
  whatThereIsNotIsMissing: () => equal(['/nothing', '/decisions/shop', '/rollouts/a/b'].map((path) => match(path).name), ['missing', 'missing', 'missing']),
  emptyFiltersAreNotAsked: () => equal([query({}), query({ q: '', kind: undefined }), query({ q: 'a b', live: true })], ['', '', '?q=a+b&live=true']),
  reconnectingWaitsLongerEachTimeUpToAQuarterMinute: () => equal([0, 1, 2, 10].map((failures) => backOff(failures, 0.5)), [500, 1000, 2000, 15_000]),
  wordsThatAreNotKnownAreShownAsTheyAre: () => equal([phase('levitating').text, kind('constructor').text, kind(undefined).text], ['levitating', 'constructor', 'unknown']),
};
