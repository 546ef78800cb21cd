import type { ErrorBody } from '@kora/contracts';
import { formatCount, formatDuration } from '@kora/plugin-sdk/ui';

const ENDS: Readonly<Record<string, string>> = {
  truncated: ' The answer is not complete.',
  json_cut: ' The answer is not complete.',
  thinking_overrun: ' All of them went into thinking, and no answer has begun.',
};

const RETRIES: Readonly<Record<number, string>> = { 0: 'No retry is allowed', 1: 'The one retry was used' };

/** What was used of which budget, for people who write no graphs; null for an error that says nothing of it. */
export function breachText({ details }: ErrorBody): string | null {
  const { code, kind, declared, consumed, outcome } = details;
  if (code !== 'KORA_BUDGET_BREACHED' || typeof declared !== 'number' || typeof consumed !== 'number') return null;
  const end = typeof outcome === 'string' && Object.hasOwn(ENDS, outcome) ? (ENDS[outcome] ?? '') : '';
  if (kind === 'tokens')
    return `${consumed.toLocaleString('en')} of ${formatCount(declared, 'token')} were used.${end}`;
  if (kind === 'time') return `${formatDuration(consumed)} of ${formatDuration(declared)} were used.${end}`;
  return kind === 'retries'
    ? `${RETRIES[declared] ?? `All ${declared} retries were used`}, and the last attempt failed too.`
    : null;
}
