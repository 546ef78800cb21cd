import { availableParallelism } from 'node:os';
import { decode, integer, type Json, strict } from '@kora/contracts';

const settingsCodec = strict(
  'LocalBackendSettings',
  {},
  {
    /** Worker threads for operations. */
    workers: integer('Workers', 1, 256),
    /** Heap of one worker, in MiB. */
    worker_memory_mb: integer('WorkerMemory', 32, 65_536),
    /** Idle processes of workers end after this long. */
    idle_ms: integer('Idle', 100, 86_400_000),
    /** Calls that one connector serves at once. */
    calls_per_connector: integer('Calls', 1, 64),
    /** Largest output of one operation, in characters of JSON. */
    max_output_length: integer('OutputLength', 1_000, 500_000_000),
    /** Accepted answers that are kept for tasks that may reuse them; 0 keeps none. */
    reused_answers: integer('ReusedAnswers', 0, 100_000),
    /** Characters of JSON of all of them together. */
    reused_answers_length: integer('ReusedAnswersLength', 0, 1_000_000_000),
  },
);

/** How the local backend is set up. */
export interface Settings {
  readonly workers: number;
  readonly worker_memory_mb: number;
  readonly idle_ms: number;
  readonly calls_per_connector: number;
  readonly max_output_length: number;
  readonly reused_answers: number;
  readonly reused_answers_length: number;
}

/** Reads the plugin's section of studio.json; what it leaves out has a default, and nothing at all is fine. */
export function settingsOf(value: Json) {
  const decoded = decode(settingsCodec, value ?? {});
  if (decoded._tag === 'Left') return decoded;
  const settings: Settings = {
    workers: availableParallelism(),
    worker_memory_mb: 512,
    idle_ms: 60_000,
    calls_per_connector: 1,
    max_output_length: 64_000_000,
    reused_answers: 1_000,
    reused_answers_length: 16_000_000,
    ...decoded.right,
  };
  return { ...decoded, right: settings };
}
