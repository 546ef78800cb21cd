import { type Answer, mapItemOf, type TelemetryBundle } from '@kora/contracts';

/** Items whose reasons are kept with the answer; the run's telemetry has them all. */
const MOST_NAMED = 50;

/**
 * A note on items of repeated tasks that failed while the answer did not: which, counted from 1 in the order of their list, and with what.
 * Null when there are none.
 */
export function failedItemsNote({ tasks }: TelemetryBundle): Answer['notes'][number] | null {
  const failed = tasks.flatMap(({ task_id, error_code, validation_errors }) => {
    const item = mapItemOf(task_id);
    if (item === null || error_code === null) return [];
    const issues = validation_errors.slice(0, 3).map(({ path, message }) => ({ path, message }));
    return [{ place: item.index + 1, error_code, issues }];
  });
  if (failed.length === 0) return null;
  const all = tasks.filter(({ task_id }) => mapItemOf(task_id) !== null).length;
  return {
    code: 'items_failed',
    message: `${failed.length} of ${all} items got no answer.`,
    details: { items: failed.slice(0, MOST_NAMED), more: Math.max(0, failed.length - MOST_NAMED) },
  };
}
