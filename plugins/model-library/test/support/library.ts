import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json, Route, RouteResponse } from '@kora/contracts';
import type { Logger, ModelCatalog, Scope } from '@kora/plugin-sdk';
import type { Test } from 'tap';
import { plugin } from '../../src/index.ts';
import { type GgufParts, ggufBytes, smallModel } from './gguf-bytes.ts';

export interface TestLibrary {
  readonly folder: string;
  readonly catalogPath: string;
  readonly catalog: ModelCatalog;
  readonly routes: readonly Route[];
  /** Calls a route as the HTTP host does. */
  call(
    route: string,
    request?: { body?: Json; params?: Record<string, string>; query?: Record<string, string> },
    signal?: AbortSignal,
  ): Promise<{ status: number; body: Json }>;
  /** Reads a route's events to their end. */
  events(route: string, params: Record<string, string>): Promise<readonly { event: string; data: Json }[]>;
  write(name: string, parts?: GgufParts): Promise<string>;
}

/** Starts the plugin over a temporary models folder, with a clock that stands still. */
export async function openLibrary(t: Test, settings: Json = null): Promise<TestLibrary> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'kora-models-')));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  const log: Logger = { debug() {}, info() {}, warn() {}, error() {} };
  const time = { now: () => new Date('2026-01-31T12:00:00Z'), monotonic: () => 0 };
  const source = (name: string) => join(import.meta.dirname, '../../src/hashing', name.replace(/js$/, 'ts'));
  const files = { resolve: source, readText: (name: string) => readFile(source(name), 'utf8') };
  const scope: Scope = { defer: (undo) => t.teardown(undo), signal: new AbortController().signal };
  const contributions = await plugin.init({ folder, log, time, section: { value: settings }, files }, scope);
  const catalog = contributions.services?.[0]?.value as ModelCatalog;
  const routes = contributions.routes?.flatMap((group) => group.routes) ?? [];
  return {
    folder,
    catalogPath: join(folder, 'catalog.json'),
    catalog,
    routes,
    async call(name, { body = null, params = {}, query = {} } = {}, signal = new AbortController().signal) {
      const route = routes.find(({ method, path }) => `${method} ${path}` === name);
      if (route === undefined) throw new Error(`no route ${name}`);
      const response: RouteResponse = await route.handle({ params, query, body }, signal);
      if (!('body' in response)) throw new Error('expected one body');
      return response;
    },
    async events(name, params) {
      const route = routes.find(({ method, path }) => `${method} ${path}` === name);
      const response = await route?.handle({ params, query: {}, body: null }, new AbortController().signal);
      if (response === undefined || !('events' in response)) throw new Error(`${name} gives no events`);
      return Array.fromAsync(response.events);
    },
    async write(name, parts = smallModel) {
      const path = join(folder, name);
      await writeFile(path, ggufBytes(parts));
      return path;
    },
  };
}
