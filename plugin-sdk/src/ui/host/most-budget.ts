import type { Budget } from '@kora/contracts';

/** The largest budget that the contracts know: tokens, milliseconds, retries of one task. What runs in a page takes no codec along. */
export const MOST_BUDGET: Budget = { max_tokens: 10_000_000, max_time_ms: 86_400_000, max_retries: 100 };
