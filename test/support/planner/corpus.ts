import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Json, PlanAttachment, PlanRequest } from '@kora/contracts';

/** One message of the corpus. `values` are the answers that were computed without the product. */
export interface CorpusEntry {
  readonly category: string;
  readonly message: string;
  readonly attachments?: readonly PlanAttachment[];
  readonly locale?: string;
  readonly now?: string;
  readonly values?: readonly Json[];
}

const folder = fileURLToPath(new URL('../../../plugins/planner-chat/test/corpus', import.meta.url));

/** Every entry of the files whose name begins with `claims` or `others`. */
export function readCorpus(kind: 'claims' | 'others'): readonly CorpusEntry[] {
  return globSync(`${kind}*.jsonl`, { cwd: folder })
    .sort()
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line): CorpusEntry => JSON.parse(line));
}

/** The request that the corpus means, with a model that could be asked. */
export function requestOf({
  message,
  attachments = [],
  locale = 'en-US',
  now = '2026-11-21T10:15:00Z',
}: CorpusEntry): PlanRequest {
  return {
    message,
    history: [],
    attachments,
    locale,
    time_zone: 'Europe/Berlin',
    now,
    mode: 'auto',
    model: { model_id: 'any', connector: null, context_tokens: 8192 },
    budget: { max_tokens: 512, max_time_ms: 60_000, max_retries: 1 },
    parameters: {},
    reuse: false,
  };
}
