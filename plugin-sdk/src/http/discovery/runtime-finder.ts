import type { LocalServer, LocalServers } from '../../tokens/services.ts';

/** How one kind of runtime is told from every other program. */
export interface RuntimeKind {
  /** Paths whose answers tell. Asking for them must load no model. */
  readonly probes: readonly string[];
  /** Judges by the shape of the answers, never by their status: LM Studio, like many web applications, says 200 to every path. */
  recognises(server: LocalServer): boolean;
}

/** Finds the runtimes of one kind on this computer, wherever they listen, without anybody having configured them. */
export class RuntimeFinder {
  readonly #local: LocalServers;
  readonly #kind: RuntimeKind;
  #known: ReadonlySet<string> = new Set();

  constructor(local: LocalServers, kind: RuntimeKind) {
    this.#local = local;
    this.#kind = kind;
  }

  /** Looks again, and gives base URLs. One that has been found before and only stays silent is busy, not gone. */
  async look(signal: AbortSignal): Promise<readonly string[]> {
    const servers = await this.#local.look(this.#kind.probes, signal);
    const present = servers.filter((server) =>
      server.answers.length === 0 ? this.#known.has(server.url) : this.#kind.recognises(server),
    );
    this.#known = new Set(present.map(({ url }) => url));
    return [...this.#known];
  }

  /** The first one that is known, which is looked for only when none is. Null when there is none. */
  async first(signal: AbortSignal): Promise<string | null> {
    const [known] = this.#known;
    return known ?? (await this.look(signal))[0] ?? null;
  }
}
