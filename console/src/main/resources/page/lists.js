// Lists that grow while one looks: what comes replaces what has the same id, and stands where its order puts it. Pure.

/** One list of both, each id once with its newest value, ordered so that larger keys come first. */
export function merged(old, more, id, key) {
  const all = new Map(old.map((item) => [id(item), item]));
  for (const item of more) all.set(id(item), item);
  return [...all.values()].sort((one, other) => {
    const [a, b] = [key(one), key(other)];
    return a < b ? 1 : a > b ? -1 : 0;
  });
}

export const mergedDecisions = (old, more) => merged(old, more, (row) => row.link, (row) => `${row.evaluatedAt} ${String(row.sequence).padStart(9, '0')} ${row.link}`);
export const mergedExecutions = (old, more) => merged(old, more, (row) => row.executionId, (row) => row.startedAt);

/** Whether a decision is one of those that the filter asks for, as the console itself would answer. */
export function decisionFits(row, filter) {
  const is = (name, value = row[name]) => !filter[name] || filter[name] === value;
  if (!is('service') || !is('kind') || !is('severity') || !is('mode') || !is('rollout', row.rolloutId)) return false;
  if (filter.from && Date.parse(row.evaluatedAt) < Date.parse(filter.from)) return false;
  if (filter.to && Date.parse(row.evaluatedAt) >= Date.parse(filter.to)) return false;
  if (!filter.q) return true;
  return [row.service, row.canary, row.baseline, row.decisionId, row.reason, row.decidingCriterion ?? '']
      .some((text) => text.toLowerCase().includes(filter.q.toLowerCase()));
}
