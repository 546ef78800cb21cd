import { isRecord, type PullEvent } from '@kora/contracts';
import { whole } from '@kora/plugin-sdk/http';

const MAX_STATUS = 200;

interface Layer {
  readonly total: number;
  readonly completed: number;
}

/**
 * Adds the layers of a pull up. Ollama fetches them one after the other, leaves `completed` out while it is 0, tells a layer
 * that is already there in one line, and takes progress back when a part failed; what is told here never goes back.
 */
export class PullProgress {
  readonly #layers = new Map<string, Layer>();

  /** Takes one object of the stream in. */
  take(line: unknown): PullEvent {
    const { status, digest, total, completed } = isRecord(line) ? line : {};
    if (typeof digest === 'string') this.#grow(digest, whole(total) ?? 0, whole(completed) ?? 0);
    const layers = [...this.#layers.values()];
    const total_bytes = layers.reduce((sum, layer) => sum + layer.total, 0);
    return {
      status: typeof status === 'string' ? status.slice(0, MAX_STATUS).toWellFormed() : '',
      completed_bytes: layers.reduce((sum, layer) => sum + layer.completed, 0),
      total_bytes: total_bytes === 0 ? null : total_bytes,
    };
  }

  #grow(digest: string, total: number, completed: number): void {
    const before = this.#layers.get(digest) ?? { total: 0, completed: 0 };
    const grown = Math.max(before.total, total);
    this.#layers.set(digest, { total: grown, completed: Math.min(grown, Math.max(before.completed, completed)) });
  }
}
