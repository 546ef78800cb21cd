import { isRecord, type Json, pointerSegment, type ReplayDifference } from '@kora/contracts';

/** Places where two JSON values differ, in the order of the first one's fields; what one side lacks is null there. */
export function* jsonDifferences(
  recorded: Json,
  replayed: Json,
  path: string,
  task_id: string | null,
): Generator<ReplayDifference, void, void> {
  if (Array.isArray(recorded) && Array.isArray(replayed)) {
    for (let i = 0; i < Math.max(recorded.length, replayed.length); i++) {
      yield* jsonDifferences(recorded[i] ?? null, replayed[i] ?? null, `${path}/${i}`, task_id);
    }
  } else if (isRecord(recorded) && isRecord(replayed)) {
    const [a, b] = [recorded as { [key: string]: Json }, replayed as { [key: string]: Json }];
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
      yield* jsonDifferences(a[key] ?? null, b[key] ?? null, `${path}/${pointerSegment(key)}`, task_id);
    }
  } else if (recorded !== replayed) {
    yield { task_id, path: path.slice(0, 2048), recorded, replayed };
  }
}
