import type { ConnectorDirectory, ModelList } from '@kora/contracts';
import type { InstalledModels } from '@kora/plugin-sdk';

/** A list is good for this long: planning asks with every message, and runtimes need not be asked each time. */
const FRESH_MS = 5_000;

/** Who has no model at all waits this long for a runtime that is slow: an answer without a model would be of no use to him. */
const PATIENT_MS = 5_000;

/** English text has about four bytes to a token; three is on the careful side, and is what the reasoning adapter takes. */
const BYTES_PER_TOKEN = 3;

/** What the installed models are read from. */
export interface ModelRooms {
  list(signal: AbortSignal, wait_ms?: number): Promise<ModelList>;
  readonly connectors: ConnectorDirectory;
  /** What studio.json says. */
  readonly defaults: { readonly connector: string | null; readonly model: string | null };
  /** Milliseconds that never go backwards. */
  monotonic(): number;
}

const isIncomplete = ({ connectors }: ModelList) => connectors.some(({ health }) => health.status === 'not_answering');

/** Models of every connector, and the tokenizers of those that are loaded. */
export function createInstalledModels({ list, connectors, defaults, monotonic }: ModelRooms): InstalledModels {
  let latest: { readonly at: number; readonly models: ModelList } | null = null;
  const fresh = async (signal: AbortSignal): Promise<ModelList> => {
    if (latest !== null && monotonic() - latest.at < FRESH_MS) return latest.models;
    const quick = await list(signal);
    const models = quick.models.length === 0 && isIncomplete(quick) ? await list(signal, PATIENT_MS) : quick;
    latest = isIncomplete(models) ? null : { at: monotonic(), models };
    return models;
  };
  const estimate = (text: string) =>
    ({ tokens: Math.ceil(Buffer.byteLength(text) / BYTES_PER_TOKEN), source: 'estimated' }) as const;
  return {
    list: fresh,
    default: defaults.model === null ? null : { model_id: defaults.model, connector: defaults.connector },
    async countTokens({ model_id, connector }, text, signal) {
      // No model has no name: there is nobody to ask, so no runtime is troubled.
      if (model_id === '') return estimate(text);
      const found = (await fresh(signal)).models.find(
        (model) => model.model_id === model_id && (connector === null || model.connector === connector),
      );
      // Counting in a model that is not in memory would load it, which costs more than the number is worth.
      if (found === undefined || !found.loaded) return estimate(text);
      const runtime = await connectors.get(found.connector);
      if (runtime?.countTokens === undefined) return estimate(text);
      const messages = [{ role: 'user', content: text }] as const;
      const request = { model_id, messages, parameters: {}, max_tokens: 1, timeout_ms: 10_000, schema: null };
      const counted = await runtime.countTokens(request, signal).catch(() => {
        signal.throwIfAborted();
        return null;
      });
      return counted === null ? estimate(text) : { tokens: counted, source: 'counted' };
    },
  };
}
