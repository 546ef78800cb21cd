import type { HttpMethod, PluginStatus, Route } from '@kora/contracts';
import { KoraError } from '@kora/plugin-sdk';
import type { PluginDirectory } from '../../../src/http/kernel-api.ts';
import type { InstalledPanel } from '../../../src/registry/plugin-registry.ts';
import type { SignedFiles } from '../../../src/services/plugin-files.ts';

type Given = Omit<Partial<Route>, 'method' | 'path'>;

/** A registry whose routes a test adds and removes. */
export class MemoryRegistry implements PluginDirectory {
  declaredRoutes: { method: HttpMethod; path: string; plugin_id: string }[] = [];
  activations = 0;
  readonly #routes = new Map<string, Route>();
  readonly #listeners = new Set<() => void>();

  /** Declares a route; one without `handle` belongs to a plugin that does not start. */
  add(method: HttpMethod, path: string, given: Given = {}, plugin_id = 'hello-plugin'): void {
    this.declaredRoutes = [...this.declaredRoutes, { method, path, plugin_id }];
    const { handle } = given;
    const schemas = { request_schema: null, response_schema: null };
    const summary = `Says hello at ${path}.`;
    if (handle) this.#routes.set(`${method} ${path}`, { method, path, summary, ...schemas, ...given, handle });
    for (const listener of this.#listeners) listener();
  }

  removeAll(): void {
    this.declaredRoutes = [];
    for (const listener of this.#listeners) listener();
  }

  list(): readonly PluginStatus[] {
    return [
      {
        id: 'hello-plugin',
        version: '1.0.0',
        publisher: 'kora',
        state: 'active',
        error: null,
        contributes: { routes: this.declaredRoutes.map(({ method, path }) => `${method} ${path}`) },
        requires: [],
        provides: [],
        capabilities: {},
        activation_ms: 1.5,
      },
    ];
  }

  async route(method: HttpMethod, path: string): Promise<Route> {
    this.activations++;
    const route = this.#routes.get(`${method} ${path}`);
    if (route === undefined) throw new KoraError('KORA_TEST_REFUSED', 'PLUGIN_REJECTED', 'the plugin was refused', {});
    return route;
  }

  readonly placed: InstalledPanel[] = [];
  /** Files by plugin id and path. */
  readonly contents = new Map<string, Readonly<Record<string, Buffer>>>();

  async panels(): Promise<readonly InstalledPanel[]> {
    return this.placed;
  }

  files(plugin_id: string): SignedFiles {
    const readBytes = async (path: string) => {
      const files = this.contents.get(plugin_id) ?? {};
      const found = Object.hasOwn(files, path) ? files[path] : undefined;
      if (found === undefined) throw new KoraError('KORA_TEST_UNLISTED', 'NOT_FOUND', 'no such file', {});
      return found;
    };
    return { resolve: (path) => path, readBytes, readText: async (path) => String(await readBytes(path)) };
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
