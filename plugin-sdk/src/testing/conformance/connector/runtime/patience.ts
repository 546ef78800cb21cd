/** Milliseconds that the suite lets something wait before it aborts it. */
export const PATIENCE_MS = 50;
