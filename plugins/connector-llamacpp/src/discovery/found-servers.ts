import type { LocalServers } from '@kora/plugin-sdk';
import { RuntimeFinder } from '@kora/plugin-sdk/http';
import type { LlamaRuntime } from '../runtime/llama-runtime.ts';
import { LLAMA_SERVER_KIND } from './is-llama-server.ts';

/** Every llama-server that was found on this computer, without anybody having configured it. */
export class FoundServers {
  readonly #finder: RuntimeFinder;
  readonly #open: (url: string) => LlamaRuntime;
  readonly #opened = new Map<string, LlamaRuntime>();

  /** @param open makes the runtime behind a base URL. */
  constructor(local: LocalServers, open: (url: string) => LlamaRuntime) {
    this.#finder = new RuntimeFinder(local, LLAMA_SERVER_KIND);
    this.#open = open;
  }

  /** Looks again. */
  async look(signal: AbortSignal): Promise<readonly LlamaRuntime[]> {
    const urls = await this.#finder.look(signal);
    for (const url of urls) if (!this.#opened.has(url)) this.#opened.set(url, this.#open(url));
    for (const url of this.#opened.keys()) if (!urls.includes(url)) this.#opened.delete(url);
    return [...this.#opened.values()];
  }
}
