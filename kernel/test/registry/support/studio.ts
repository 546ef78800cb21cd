import { cp, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Json, PluginManifest, TrustStore } from '@kora/contracts';
import type { Logger } from '@kora/plugin-sdk';
import { createSigningKey, type SigningKey, signPlugin, writeManifest } from '@kora/plugin-sdk/signing';
import { openRegistry, type PluginRegistry, type RegistryOptions } from '../../../src/registry/index.ts';
import { systemClock } from '../../../src/services/index.ts';

/** A plugin as a test describes it; `code` is the text of its entry. */
export interface TestPlugin extends Partial<Omit<PluginManifest, 'id' | 'files'>> {
  readonly id: string;
  readonly code?: string;
  readonly extraFiles?: Readonly<Record<string, string>>;
}

/** A data root in a temporary folder, with one trusted publisher named "kora". */
export interface TestStudio {
  readonly root: string;
  readonly paths: RegistryOptions['paths'];
  readonly key: SigningKey;
  readonly logLines: string[];
  /** Writes, hashes and signs a plugin folder under `folder` (default: the plugins folder). */
  install(plugin: TestPlugin, folder?: string, key?: SigningKey): Promise<string>;
  trust(publishers: TrustStore['publishers']): Promise<void>;
  open(options?: Partial<RegistryOptions>): Promise<PluginRegistry>;
  remove(): Promise<void>;
}

/** `init` that returns nothing, which is right for a plugin that declares nothing. */
export function entry(id: string, body = 'return {};', deps: Record<string, string> = {}): string {
  const tokens = Object.entries(deps).map(([name, token]) => `${name}: { name: '${token}', description: '' }`);
  return `export const plugin = { id: '${id}', deps: { ${tokens.join(', ')} }, async init(services, scope) { ${body} } };\n`;
}

export function manifestOf(plugin: TestPlugin): Omit<PluginManifest, 'files'> {
  const { code: _code, extraFiles: _files, ...fields } = plugin;
  return {
    manifest_version: '1.0',
    version: '1.0.0',
    publisher: 'kora',
    name: plugin.id,
    description: 'for a test',
    license: 'Apache-2.0',
    contract: '^1.0.0',
    entry: 'index.js',
    requires: [],
    provides: [],
    contributes: {},
    capabilities: {},
    ...fields,
  };
}

/** Imports like the launcher does, with the revision as part of the address so that an update is not served from the cache. */
export const importModule = (path: string, revision: string): Promise<unknown> =>
  import(`${pathToFileURL(path).href}?revision=${revision}`);

/** For tests of the registry alone: no plugin in them starts runs. */
const refuse = () => {
  throw new Error('this test has no Studio');
};
export const noStudio: RegistryOptions['studio'] = {
  runStarter: refuse,
  planning: refuse,
  installedModels: refuse,
  localServers: refuse,
};

export async function createStudio(): Promise<TestStudio> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'kora-registry-')));
  const paths = {
    plugins: join(root, 'plugins'),
    pluginStorage: join(root, 'plugin-storage'),
    models: join(root, 'models'),
    conversations: join(root, 'conversations'),
    exports: join(root, 'exports'),
    pluginState: join(root, 'configs', 'plugin-state.json'),
    trustedPublishers: join(root, 'configs', 'trusted-publishers.json'),
  };
  await mkdir(paths.plugins, { recursive: true });
  await mkdir(dirname(paths.pluginState), { recursive: true });
  await writeFile(join(root, 'package.json'), '{ "type": "module" }');
  const key = await createSigningKey();
  const logLines: string[] = [];
  const line = (level: string, name: string) => (message: string, fields?: Record<string, Json>) => {
    logLines.push(`${level} ${name} ${message} ${JSON.stringify(fields ?? {})}`);
  };
  const logger = (name: string): Logger => ({
    debug: line('debug', name),
    info: line('info', name),
    warn: line('warn', name),
    error: line('error', name),
  });

  const studio: TestStudio = {
    root,
    paths,
    key,
    logLines,
    async install(plugin, folder = paths.plugins, signingKey = key) {
      const path = join(folder, plugin.id);
      await rm(path, { recursive: true, force: true });
      const files = { 'index.js': plugin.code ?? entry(plugin.id), ...plugin.extraFiles };
      // Complete before it appears, as an installer does it.
      const staging = join(root, 'staging', plugin.id);
      for (const [name, content] of Object.entries(files)) {
        await mkdir(dirname(join(staging, name)), { recursive: true });
        await writeFile(join(staging, name), content);
      }
      await writeManifest(staging, manifestOf(plugin));
      await signPlugin(staging, signingKey.privateJwk);
      await cp(staging, path, { recursive: true });
      await rm(staging, { recursive: true });
      return path;
    },
    trust: (publishers) => writeFile(paths.trustedPublishers, JSON.stringify({ version: '1.0', publishers })),
    open: (options = {}) =>
      openRegistry({
        paths,
        logs: { logger },
        config: { plugins: {} },
        clock: systemClock,
        studio: noStudio,
        importModule,
        safeMode: false,
        contractVersion: '1.0.0',
        releaseKeys: [],
        quietMs: 100,
        ...options,
      }),
    remove: () => rm(root, { recursive: true, force: true }),
  };
  await studio.trust([{ publisher: 'kora', keys: [{ ...key.publicKey, status: 'trusted', origin: 'local-build' }] }]);
  return studio;
}

/** The code text of a small connector. */
export function connectorCode(id: string, extra = ''): string {
  return `{ id: '${id}', specVersion: '1.0', supports: {}, async health() { return { status: 'ready', message: '', runtime_version: null }; }, ${extra} }`;
}

/** Waits until a condition holds; fails the test by its own time limit otherwise. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
}
