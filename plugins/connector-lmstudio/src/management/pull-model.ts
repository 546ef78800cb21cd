import { setTimeout as sleep } from 'node:timers/promises';
import { isRecord, type PullEvent } from '@kora/contracts';
import { findServerError, positive, whole, words } from '@kora/plugin-sdk/http';
import { errors } from '../errors.ts';
import { shownReason } from '../server/error-normaliser.ts';
import type { ServerClient } from '../server/server-client.ts';

const PATH = '/api/v1/models/download';
const STATES = ['downloading', 'paused', 'completed', 'failed', 'already_downloaded'] as const;

/** One look at a download. */
interface Progress {
  readonly state: (typeof STATES)[number];
  readonly downloaded: number;
  readonly total: number | null;
}

function decodeProgress(body: unknown): Progress {
  const fields = isRecord(body) ? body : {};
  const state = STATES.find((known) => known === fields.status);
  if (state === undefined) throw errors.KORA_LMSTUDIO_PROTOCOL({ reason: 'a download without a known state' });
  return { state, downloaded: whole(fields.downloaded_bytes) ?? 0, total: positive(fields.total_size_bytes) };
}

function jobOf(body: unknown): string {
  const id = isRecord(body) ? words(body.job_id) : null;
  // It becomes a part of a path.
  if (id === null || !/^[\w-]{1,128}$/.test(id))
    throw errors.KORA_LMSTUDIO_PROTOCOL({ reason: 'a download without a job' });
  return id;
}

/** A Hugging Face link may name a quantization behind an @; a catalog id carries its own. */
function requestFor(modelId: string): Readonly<Record<string, string>> {
  const [, link, quantization] = /^(https:\/\/[^@]+)@([\w.-]+)$/.exec(modelId) ?? [];
  return link === undefined || quantization === undefined ? { model: modelId } : { model: link, quantization };
}

/** What a download that cannot be is called by the other APIs. */
const REASONS_TO_FAIL = new Set([
  'KORA_LMSTUDIO_MODEL_NOT_FOUND',
  'KORA_LMSTUDIO_BAD_REQUEST',
  'KORA_LMSTUDIO_PROTOCOL',
]);

async function look(client: ServerClient, path: string, request: unknown, modelId: string, signal: AbortSignal) {
  const { status, body } = await client.ask({ path, body: request }, signal);
  const error = findServerError(body);
  if (status === 200 && error === null) return body;
  const fault = client.fault(status, body, path, { model_id: modelId });
  if (!REASONS_TO_FAIL.has(fault.code)) throw fault;
  const reason = shownReason(error?.message ?? `HTTP ${status}`);
  throw errors.KORA_LMSTUDIO_PULL_FAILED({ model_id: modelId, reason });
}

/** Turns looks into progress that never goes backwards and never passes the total. */
function progressOf(previous: PullEvent | null, { state, downloaded, total: told }: Progress): PullEvent {
  const total_bytes = told ?? previous?.total_bytes ?? null;
  const isDone = state === 'completed' || state === 'already_downloaded';
  const reached = isDone ? (total_bytes ?? downloaded) : Math.min(downloaded, total_bytes ?? downloaded);
  return { status: state, completed_bytes: Math.max(reached, previous?.completed_bytes ?? 0), total_bytes };
}

/**
 * Lets LM Studio fetch a model, by its id in LM Studio's catalog or a Hugging Face link, and tells how far it is. Ending
 * the iteration ends only the watching: LM Studio documents no way to cancel a download.
 * @param pollMs between two looks.
 * @throws KORA_LMSTUDIO_PULL_FAILED, KORA_LMSTUDIO_TOO_OLD before LM Studio 0.4.
 */
export async function* pullModel(
  client: ServerClient,
  modelId: string,
  pollMs: number,
  signal: AbortSignal,
): AsyncGenerator<PullEvent> {
  const body = await look(client, PATH, requestFor(modelId), modelId, signal);
  let progress = decodeProgress(body);
  const job = progress.state === 'already_downloaded' || progress.state === 'completed' ? null : jobOf(body);
  for (let told: PullEvent | null = null; ; ) {
    if (progress.state === 'failed')
      throw errors.KORA_LMSTUDIO_PULL_FAILED({ model_id: modelId, reason: 'the download failed' });
    const event = progressOf(told, progress);
    const isNews = told?.status !== event.status || told.completed_bytes !== event.completed_bytes;
    if (isNews) yield event;
    told = event;
    if (job === null || progress.state === 'completed' || progress.state === 'already_downloaded') return;
    await pause(pollMs, signal);
    progress = decodeProgress(await look(client, `${PATH}/status/${job}`, undefined, modelId, signal));
  }
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(milliseconds, undefined, { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}
