import type { Json } from '@kora/contracts';
import type { Logger } from '@kora/plugin-sdk';

/** A logger that keeps its lines for assertions. */
export function keepingLogger(): Logger & { readonly lines: { message: string; fields: Record<string, Json> }[] } {
  const lines: { message: string; fields: Record<string, Json> }[] = [];
  const keep = (message: string, fields: Record<string, Json> = {}) => {
    lines.push({ message, fields });
  };
  return { debug: keep, info: keep, warn: keep, error: keep, lines };
}
