import { isRecord } from '@kora/contracts';
import { positive } from '@kora/plugin-sdk/http';

/** Bytes that each loaded model takes, video and main memory together, by name; null where Ollama does not say. */
export type LoadedModels = ReadonlyMap<string, number | null>;

/** Reads `GET /api/ps`. A model that is still loading is not in it. */
export function decodeLoaded(body: unknown): LoadedModels {
  const list = isRecord(body) && Array.isArray(body.models) ? body.models : [];
  return new Map(
    list
      .filter((item) => isRecord(item) && typeof item.name === 'string')
      .map(({ name, size }) => [name, positive(size)]),
  );
}
