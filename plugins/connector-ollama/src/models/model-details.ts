import { isRecord } from '@kora/contracts';
import { parseJson, positive } from '@kora/plugin-sdk/http';
import { capabilitiesOf } from './tagged-model.ts';

/** What `POST /api/show` adds to the list. */
export interface ModelDetails {
  readonly trained_tokens: number | null;
  readonly capabilities: readonly string[] | null;
  /** Stop sequences of the model's own Modelfile. */
  readonly stop: readonly string[];
}

/** The stop sequences among the lines of `parameters`, where Go quotes text as JSON does. */
function stopsOf(parameters: unknown): readonly string[] {
  const lines = typeof parameters === 'string' ? parameters.split('\n') : [];
  return lines.flatMap((line) => {
    const [, value = ''] = /^stop\s+(.*\S)/.exec(line) ?? [];
    const unquoted = value.startsWith('"') ? parseJson(value) : value;
    return typeof unquoted === 'string' && unquoted !== '' ? [unquoted.toWellFormed()] : [];
  });
}

/** Reads `POST /api/show`; whatever is missing is null or empty. */
export function decodeShow(body: unknown): ModelDetails {
  const show = isRecord(body) ? body : {};
  const info = isRecord(show.model_info) ? show.model_info : {};
  const architecture = String(info['general.architecture'] ?? '');
  return {
    trained_tokens: positive(info[`${architecture}.context_length`]),
    capabilities: capabilitiesOf(show.capabilities),
    stop: stopsOf(show.parameters),
  };
}
