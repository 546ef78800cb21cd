import {
  decode,
  type RunStatus,
  type RunSummary,
  runSummaryCodec,
  runSummaryOf,
  type TelemetryBundle,
} from '@kora/contracts';
import { isRight } from 'fp-ts/lib/Either.js';

/** Statuses of a run that has not ended. */
const UNENDED: readonly RunStatus[] = ['queued', 'running'];

/**
 * The row of a run on which no process works any more: without an end it was interrupted.
 * @returns null when the bundle, folded from a damaged log, holds values that no row may have.
 */
export function finalSummaryOf(bundle: TelemetryBundle): RunSummary | null {
  const summary = runSummaryOf(bundle);
  const status = UNENDED.includes(summary.status) ? 'interrupted' : summary.status;
  const decoded = decode(runSummaryCodec, { ...summary, status });
  return isRight(decoded) ? decoded.right : null;
}
