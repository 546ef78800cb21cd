import type { ConnectorHealth, RuntimeReport } from '@kora/contracts';

/** From what serves a call now to what never will. */
const ORDER: readonly RuntimeReport['status'][] = [
  'ready',
  'busy',
  'loading',
  'starting',
  'not_answering',
  'not_running',
  'failed',
  'no_model',
];

/** The best state wins, because one working runtime is enough; the messages of all that are there are kept. */
export function mergeHealth(reports: readonly RuntimeReport[]): ConnectorHealth {
  const [best, ...others] = reports.toSorted((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status));
  if (best === undefined) return { status: 'no_model', message: 'No runtime is configured.', runtime_version: null };
  return {
    status: best.status,
    message: [best, ...others].map((report) => report.message).join(' '),
    runtime_version: reports.find((report) => report.version !== null)?.version ?? null,
    runtimes: reports,
  };
}
