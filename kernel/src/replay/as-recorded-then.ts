import type { AttemptTelemetry, TaskTelemetry } from '@kora/contracts';
import { isLaterMinor } from './is-later-minor.ts';

/** What versions before 1.1 of the contracts called `truncated`, and the code that they gave it when no budget was to blame. */
const CUT: ReadonlySet<string | null> = new Set(['truncated', 'json_cut', 'thinking_overrun']);
const CUT_CODES: ReadonlySet<string | null> = new Set(['KORA_MODEL_JSON_CUT', 'KORA_MODEL_THINKING_OVERRUN']);
const CUT_CODE_THEN = 'KORA_MODEL_TRUNCATED';

function attemptThen(then: AttemptTelemetry, now: AttemptTelemetry): AttemptTelemetry {
  const { answer_hash, ...attempt } = now;
  if (then.answer_hash !== undefined) return now;
  if (then.outcome !== 'truncated' || !CUT.has(now.outcome)) return attempt;
  return { ...attempt, outcome: then.outcome, error_code: then.error_code };
}

/**
 * A replayed task in the words that its record was written in. Records without hashes of answers are older than these, and than the
 * finer outcomes of an answer that was cut off. An operation may have learned more since, which its version says. Everything else must
 * be the same.
 */
export function asRecordedThen(then: TaskTelemetry, now: TaskTelemetry): TaskTelemetry {
  const attempts = now.attempts.map((attempt, index) => {
    const recorded = then.attempts[index];
    return recorded === undefined ? attempt : attemptThen(recorded, attempt);
  });
  const isOlder = then.attempts.some(({ answer_hash }) => answer_hash === undefined);
  const sameCut = isOlder && then.error_code === CUT_CODE_THEN && CUT_CODES.has(now.error_code);
  const { operation_version: version } = then;
  const grown = version !== null && now.operation_version !== null && isLaterMinor(version, now.operation_version);
  const operation_version = grown ? version : now.operation_version;
  return { ...now, attempts, operation_version, error_code: sameCut ? CUT_CODE_THEN : now.error_code };
}
