import { isRecord, type ModelDescriptor } from '@kora/contracts';
import { positive } from '@kora/plugin-sdk/http';
import { errors } from '../errors.ts';
import { CONNECTOR_ID } from '../runtime/llama-runtime.ts';
import { declaredContext } from './declared-context.ts';

/** Where a model of a server stands; a plain server has only loaded ones, which sleep when nobody needs them. */
export type ServerModelState = 'loaded' | 'loading' | 'unloaded' | 'failed';

/** A model as a server lists it. */
export interface ServerModel {
  readonly descriptor: ModelDescriptor;
  readonly state: ServerModelState;
}

/** `(guessed) all F32` and `Q4_K - Medium` are how llama.cpp spells a quantization; a router that has not loaded it has only the name. */
function quantizationOf(id: string, meta: Record<string, unknown>): string | null {
  if (typeof meta.ftype === 'string') return meta.ftype.replace(/^\(guessed\) /, '').slice(0, 64);
  return /:((?:I?Q|TQ|BF|F|MXFP)\d[A-Z0-9_]{0,16})$/i.exec(id)?.[1]?.toUpperCase() ?? null;
}

/** Null for a model that is still being downloaded, which nobody can ask. */
function stateOf(status: unknown): ServerModelState | null {
  if (!isRecord(status)) return 'loaded';
  const { value, failed } = status;
  // A sleeping one wakes at the next call by itself.
  if (value === 'loaded' || value === 'sleeping') return 'loaded';
  if (value === 'loading') return 'loading';
  if (value === 'downloading') return null;
  return failed === true ? 'failed' : 'unloaded';
}

function describe(item: unknown): ServerModel | null {
  if (!isRecord(item) || typeof item.id !== 'string' || item.id === '' || item.id.length > 512) return null;
  const state = stateOf(item.status);
  if (state === null) return null;
  const meta = isRecord(item.meta) ? item.meta : {};
  const descriptor: ModelDescriptor = {
    model_id: item.id,
    connector: CONNECTOR_ID,
    // The server does not say which weights it has; a file name would be a promise that nobody keeps.
    digest: null,
    quantization: quantizationOf(item.id, meta),
    context_tokens: positive(meta.n_ctx) ?? declaredContext(item.status),
    size_bytes: positive(meta.size),
    // Nor how much memory its caches take.
    required_vram_mb: null,
    loaded: state === 'loaded',
    remote: false,
  };
  return { descriptor, state };
}

/**
 * Reads `GET /v1/models`: one model of a plain server, or all that a router knows.
 * Its array `models`, made to look like Ollama's, holds empty strings and is ignored.
 * @throws KORA_LLAMACPP_PROTOCOL when another kind of server answered.
 */
export function decodeModels(body: unknown): readonly ServerModel[] {
  const data = isRecord(body) ? body.data : undefined;
  const isOurs = Array.isArray(data) && data.every((item) => isRecord(item) && item.owned_by === 'llamacpp');
  if (!isOurs) throw errors.KORA_LLAMACPP_PROTOCOL({ reason: 'what answers at server_url is no llama-server' });
  return data.map(describe).filter((model) => model !== null);
}
