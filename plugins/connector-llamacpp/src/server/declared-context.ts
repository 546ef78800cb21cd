import { isRecord } from '@kora/contracts';

function numberAfter(args: readonly unknown[], flags: readonly string[]): number | null {
  const at = args.findLastIndex((arg) => flags.includes(String(arg)));
  const value = at < 0 ? Number.NaN : Number(args[at + 1]);
  return Number.isSafeInteger(value) && value > 0 ? value : null;
}

/**
 * The context that a router will give to a model that it has not loaded, by the arguments that it will start it with. Null when
 * they leave it to the model. Slots share it (`--parallel`), so what one call gets is its part, or more.
 */
export function declaredContext(status: unknown): number | null {
  const args = isRecord(status) && Array.isArray(status.args) ? status.args : [];
  const context = numberAfter(args, ['--ctx-size', '-c']);
  const slots = numberAfter(args, ['--parallel', '-np']) ?? 1;
  return context === null ? null : Math.max(1, Math.floor(context / slots));
}
