import { done, piece } from '../../plugins/connector-ollama/test/support/ollama-bodies.ts';
import { ProtocolServer } from '../../plugins/connector-ollama/test/support/protocol-server.ts';
import { ndjson } from '../../plugins/connector-ollama/test/support/replies.ts';
import { WELL_BEHAVED } from '../../plugins/connector-ollama/test/support/well-behaved-ollama.ts';

/** An Ollama on a real socket that answers each chat only when it is told to, so that a test decides for how long a model is busy. */
export class PatientOllama {
  readonly #waiting: (() => void)[] = [];
  #allowed = 0;
  readonly #server = new ProtocolServer({
    ...WELL_BEHAVED,
    'POST /api/chat': async (response, request) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#waiting.push(resolve);
      this.#release();
      await Promise.race([promise, request.closed]);
      if (!response.destroyed) await ndjson([piece('Done'), done({ eval_count: 1 })])(response, request);
    },
  });

  /** @returns its address */
  listen = (): Promise<string> => this.#server.listen();
  close = (): Promise<void> => this.#server.close();

  /** Lets one more chat be answered: the one that has waited longest, or the next one to come. */
  answer(): void {
    this.#allowed++;
    this.#release();
  }

  #release(): void {
    for (; this.#allowed > 0 && this.#waiting.length > 0; this.#allowed--) this.#waiting.shift()?.();
  }
}
