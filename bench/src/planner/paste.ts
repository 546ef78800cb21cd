/** A message of 1 MB: a line that asks, and text that was pasted below it. */
export const PASTE = `Please have a look at this:\n${'alpha, beta and "gamma" (12.5 km)\n'.repeat(30_000)}`;
