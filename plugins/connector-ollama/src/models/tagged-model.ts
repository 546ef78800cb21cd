import { isRecord } from '@kora/contracts';
import { positive } from '@kora/plugin-sdk/http';
import { errors } from '../errors.ts';
import { remoteHostOf } from './remote-models.ts';

/** What `GET /api/tags` says of one model. Nulls are what older servers do not say. */
export interface TaggedModel {
  readonly name: string;
  /** `sha256:` and the digest of the manifest, which pins weights, template and parameters. */
  readonly digest: string | null;
  readonly size_bytes: number | null;
  readonly quantization: string | null;
  readonly family: string;
  readonly format: string;
  /** What the model was trained for, not what will be allocated. */
  readonly trained_tokens: number | null;
  readonly capabilities: readonly string[] | null;
  /** Where the prompt would go if it left this machine. */
  readonly remote_host: string | null;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 256).toWellFormed() : '';
}

/** The strings of a list of capabilities; null when there is no list. */
export function capabilitiesOf(value: unknown): readonly string[] | null {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : null;
}

function decodeModel(item: unknown): TaggedModel | null {
  if (!isRecord(item) || typeof item.name !== 'string' || item.name === '') return null;
  const details = isRecord(item.details) ? item.details : {};
  const hex = typeof item.digest === 'string' ? item.digest.replace(/^sha256:/, '') : '';
  return {
    name: item.name,
    digest: /^[0-9a-f]{64}$/.test(hex) ? `sha256:${hex}` : null,
    size_bytes: positive(item.size),
    quantization: textOf(details.quantization_level) || null,
    family: textOf(details.family),
    format: textOf(details.format),
    trained_tokens: positive(details.context_length),
    capabilities: capabilitiesOf(item.capabilities),
    remote_host: remoteHostOf(item.name, item.remote_host, item.remote_model),
  };
}

/**
 * Reads `GET /api/tags`; each name once.
 * @throws KORA_OLLAMA_NOT_OLLAMA when another kind of server answered.
 */
export function decodeTags(body: unknown, server: string): readonly TaggedModel[] {
  const list = isRecord(body) ? body.models : undefined;
  // Go writes an empty list as null in older versions.
  const isOurs = Array.isArray(list) || (isRecord(body) && list === null);
  if (!isOurs) throw errors.KORA_OLLAMA_NOT_OLLAMA({ server, what: 'Another program' });
  const models = (list ?? []).map(decodeModel).filter((model: TaggedModel | null) => model !== null);
  return [...new Map(models.map((model: TaggedModel) => [model.name, model])).values()];
}
