import type { ConnectorHealth } from '@kora/contracts';

/** From what serves a call now to what never will. */
const ORDER: readonly ConnectorHealth['status'][] = [
  'ready',
  'busy',
  'loading',
  'starting',
  'not_running',
  'failed',
  'no_model',
];

/** The best state wins, because one working runtime is enough; the messages of all are kept. */
export function mergeHealth(all: readonly ConnectorHealth[]): ConnectorHealth {
  const [best, ...others] = all.toSorted((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status));
  if (best === undefined) return { status: 'no_model', message: 'No runtime is configured.', runtime_version: null };
  const message = [best, ...others].map((health) => health.message).join(' ');
  return {
    ...best,
    message,
    runtime_version: all.find((health) => health.runtime_version !== null)?.runtime_version ?? null,
  };
}
