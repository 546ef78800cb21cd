import { isRecord } from '@kora/contracts';
import type { Spoiler } from '../cases/spoilers.ts';
import { violation } from '../requirements.ts';

/** What became of a wrong graph: the error that refused it, or null when it ran; and how many run logs there are more. */
export interface Attempted {
  readonly error: { readonly error_type: string; readonly details: Readonly<Record<string, unknown>> } | null;
  readonly new_logs: number;
}

/** A wrong graph is refused for what is wrong with it, and leaves nothing behind. */
export function checkRefusedBeforeRun({ id, code, says }: Spoiler, { error, new_logs }: Attempted): string[] {
  const found: string[] = [];
  const issues = Array.isArray(error?.details.issues) ? error.details.issues.filter(isRecord) : [];
  if (error === null) found.push(violation(id, `${code} ran`));
  else if (error.error_type !== 'VALIDATION_ERROR')
    found.push(violation(id, `${code} was refused as ${error.error_type}`));
  else if (!issues.some((issue) => issue.code === code && String(issue.message).includes(says)))
    found.push(violation(id, `${code} was refused for ${JSON.stringify(issues)}`));
  if (new_logs > 0) found.push(violation(id, `${code} left ${new_logs} run logs behind`));
  return found;
}
