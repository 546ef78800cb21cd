const BYTE_UNITS = ['B', 'KB', 'MB', 'GB', 'TB'];

/** Milliseconds as people read them: 12 ms, 3.4 s, 2 min 5 s. */
export function duration(ms: number): string {
  if (ms < 1) return `${ms.toFixed(1)} ms`;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Bytes in decimal units: 467.0 KB. */
export function bytes(count: number): string {
  const exponent = Math.min(Math.floor(Math.log10(Math.max(count, 1)) / 3), BYTE_UNITS.length - 1);
  return exponent === 0 ? `${count} B` : `${(count / 1000 ** exponent).toFixed(1)} ${BYTE_UNITS[exponent]}`;
}
