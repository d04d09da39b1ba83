// Monthly figures added up over services, for the chart above their table. Pure.

const ENDS = ['completed', 'rolledBack', 'aborted', 'running'];

/** One entry a month, the earliest first: how many rollouts ended how, over all services. */
export function byMonth(items) {
  const months = new Map();
  for (const item of items) {
    const sum = months.get(item.month) ?? { month: item.month, rollouts: 0, completed: 0, rolledBack: 0, aborted: 0, running: 0 };
    for (const name of ['rollouts', ...ENDS]) sum[name] += item[name];
    months.set(item.month, sum);
  }
  return [...months.values()].sort((one, other) => (one.month < other.month ? -1 : 1));
}

/** Completed divided by those that are over; undefined if none is. */
export function successRate({ completed, rolledBack, aborted }) {
  const over = completed + rolledBack + aborted;
  return over === 0 ? undefined : completed / over;
}

/** A month so many before another: ("2026-02", 3) is "2025-11". */
export function monthBefore(month, by) {
  const [year, index] = month.split('-').map(Number);
  const total = year * 12 + index - 1 - by;
  return `${Math.floor(total / 12)}-${String((total % 12) + 1).padStart(2, '0')}`;
}
