import type { LocalServers } from '@kora/plugin-sdk';
import type { LlamaRuntime } from '../runtime/llama-runtime.ts';
import { isLlamaServer, PROBES } from './is-llama-server.ts';

/** Every llama-server that was found on this computer, without anybody having configured it. */
export class FoundServers {
  readonly #local: LocalServers;
  readonly #open: (url: string) => LlamaRuntime;
  readonly #known = new Map<string, LlamaRuntime>();

  /** @param open makes the runtime behind a base URL. */
  constructor(local: LocalServers, open: (url: string) => LlamaRuntime) {
    this.#local = local;
    this.#open = open;
  }

  /** Looks again. One that has been found before and only stays silent is busy, not gone. */
  async look(signal: AbortSignal): Promise<readonly LlamaRuntime[]> {
    const servers = await this.#local.look(PROBES, signal);
    const present = new Set<string>();
    for (const server of servers) {
      const isSilent = server.answers.length === 0;
      if (isSilent ? !this.#known.has(server.url) : !isLlamaServer(server)) continue;
      present.add(server.url);
      if (!this.#known.has(server.url)) this.#known.set(server.url, this.#open(server.url));
    }
    for (const url of this.#known.keys()) if (!present.has(url)) this.#known.delete(url);
    return [...this.#known.values()];
  }
}
