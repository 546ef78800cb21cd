import { isRecord, type ModelDescriptor } from '@kora/contracts';
import { positive } from '@kora/plugin-sdk/http';
import { errors } from '../errors.ts';
import { CONNECTOR_ID } from '../runtime/llama-runtime.ts';

/** `(guessed) all F32` and `Q4_K - Medium` are how llama.cpp spells a quantization. */
function quantizationOf(meta: Record<string, unknown>): string | null {
  return typeof meta.ftype === 'string' ? meta.ftype.replace(/^\(guessed\) /, '').slice(0, 64) : null;
}

function describe(item: unknown): ModelDescriptor | null {
  if (!isRecord(item) || typeof item.id !== 'string' || item.id === '') return null;
  const meta = isRecord(item.meta) ? item.meta : {};
  const status = isRecord(item.status) ? item.status.value : 'loaded';
  return {
    model_id: item.id,
    connector: CONNECTOR_ID,
    // The server does not say which weights it has; a file name would be a promise that nobody keeps.
    digest: null,
    quantization: quantizationOf(meta),
    context_tokens: positive(meta.n_ctx),
    size_bytes: positive(meta.size),
    required_vram_mb: null,
    loaded: status === 'loaded' || status === 'sleeping',
    remote: false,
  };
}

/**
 * Reads `GET /v1/models`: one model of a plain server, or all that a router knows.
 * Its array `models`, made to look like Ollama's, holds empty strings and is ignored.
 * @throws KORA_LLAMACPP_PROTOCOL when another kind of server answered.
 */
export function decodeModels(body: unknown): readonly ModelDescriptor[] {
  const data = isRecord(body) ? body.data : undefined;
  const isOurs = Array.isArray(data) && data.every((item) => isRecord(item) && item.owned_by === 'llamacpp');
  if (!isOurs) throw errors.KORA_LLAMACPP_PROTOCOL({ reason: 'what answers at server_url is no llama-server' });
  return data.map(describe).filter((model) => model !== null);
}

/** What `GET /props` tells. */
export interface ServerProps {
  /** Context of one slot; null for a router that has nothing loaded. */
  readonly context_tokens: number | null;
  readonly version: string | null;
  readonly isRouter: boolean;
}

/** Reads `GET /props`; whatever is missing is null. */
export function decodeProps(body: unknown): ServerProps {
  const props = isRecord(body) ? body : {};
  const settings = isRecord(props.default_generation_settings) ? props.default_generation_settings : {};
  return {
    context_tokens: positive(settings.n_ctx),
    version: typeof props.build_info === 'string' ? props.build_info : null,
    isRouter: props.role === 'router',
  };
}
