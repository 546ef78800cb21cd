import type { ReplayReport } from '@kora/contracts';
import { violation } from '../requirements.ts';

/** Invariant 8 for a run that was recorded and left alone: it comes out the same, and every call is answered from the archive. */
export function checkReplay(report: ReplayReport): string[] {
  const { identical, differences, first_difference, warnings, served_answers, telemetry } = report;
  const found: string[] = [];
  if (!identical) {
    const what = `${differences}: ${JSON.stringify(first_difference)} ${warnings.join(' ')}`;
    found.push(violation('replay:recorded:identical', what));
  }
  const calls = telemetry?.summary.model_invocation_count ?? 0;
  if (calls !== served_answers) {
    const what = `${calls} calls, of which ${served_answers} were answered from the archive`;
    found.push(violation('replay:recorded:no-model', what));
  }
  return found;
}

/** Invariant 8 for a run whose archive was changed. @param report null when the replay was refused, which is as good. */
export function checkTampered(report: ReplayReport | null, what: string): string[] {
  return report?.identical === true ? [violation('replay:archive:tamper-evident', `${what} was not noticed`)] : [];
}
