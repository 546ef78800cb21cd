import { formatDuration } from '@kora/plugin-sdk/ui';

/** Shorter waits are over before anybody would have read how long they took. */
const WORTH_TELLING_MS = 3_000;

/** ` · 12 s`; empty for short waits, and for a beginning that is not known or lies ahead. */
export function elapsedText(milliseconds: number): string {
  if (!(milliseconds >= WORTH_TELLING_MS)) return '';
  const seconds = Math.floor(milliseconds / 1000);
  return ` · ${seconds < 60 ? `${seconds} s` : formatDuration(seconds * 1000)}`;
}
