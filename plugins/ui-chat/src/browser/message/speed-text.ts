/** In less time than this a model has not been generating: its answer came in one piece. */
const LEAST_MS = 100;

/** So many tokens in so much time, as `24 tokens/s`; empty where that says nothing of a model's speed. */
export function speedText(tokens: number, milliseconds: number): string {
  if (tokens < 1 || milliseconds < LEAST_MS) return '';
  const speed = (tokens * 1000) / milliseconds;
  return `${speed < 9.95 ? speed.toFixed(1) : Math.round(speed).toLocaleString('en')} tokens/s`;
}
