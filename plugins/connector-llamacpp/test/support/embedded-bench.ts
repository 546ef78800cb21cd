import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CatalogEntry, Json } from '@kora/contracts';
import { type FakeLogger, fakeLogger } from '@kora/plugin-sdk/testing';
import { writeTinyGguf } from '../../../../test/support/tiny-gguf/generate.ts';
import { buildPlugin } from '../../scripts/build.ts';
import { decodeConfig } from '../../src/config/llama-cpp-config.ts';
import { LlamaCppConnector } from '../../src/connector/llama-cpp-connector.ts';
import { CHILD_FILE, EmbeddedRuntime } from '../../src/embedded/embedded-runtime.ts';
import { catalogEntry } from './catalog-entry.ts';

/** A built plugin folder and two tiny models, `tiny` and `other`, in a folder far from the repository. */
export interface EmbeddedBench {
  readonly folder: string;
  readonly entries: readonly CatalogEntry[];
  /** An embedded runtime over them; `extra` adds entries to the catalog, `program` takes the child's place. */
  start(config?: Json, extra?: readonly CatalogEntry[], program?: string): StartedRuntime;
  remove(): Promise<void>;
}

export interface StartedRuntime {
  readonly runtime: EmbeddedRuntime;
  readonly connector: LlamaCppConnector;
  readonly log: FakeLogger;
}

/** Builds the plugin and writes the models. */
export async function embeddedBench(): Promise<EmbeddedBench> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kora-llamacpp-'));
  await buildPlugin(path.join(folder, 'plugin'));
  const files = { tiny: path.join(folder, 'tiny.gguf'), other: path.join(folder, 'other.gguf') };
  await writeTinyGguf(files.tiny, { seed: 1 });
  await writeTinyGguf(files.other, { seed: 2 });
  // Programs that are no llama.cpp: one says what nobody understands, one listens to nothing.
  await writeFile(
    path.join(folder, 'plugin/nonsense.js'),
    "process.send({ type: 'surprise' }); setInterval(() => {}, 1000);",
  );
  await writeFile(
    path.join(folder, 'plugin/deaf.js'),
    "process.on('disconnect', () => process.exit()); setInterval(() => {}, 1000);",
  );
  const entries = [catalogEntry('tiny', files.tiny), catalogEntry('other', files.other)];
  return {
    folder,
    entries,
    start(config = {}, extra = [], program = CHILD_FILE) {
      const log = fakeLogger();
      const runtime = new EmbeddedRuntime(decodeConfig(config), {
        catalog: { list: async () => [...entries, ...extra] },
        files: {
          resolve: () => path.join(folder, 'plugin', program),
          readText: async () => '',
        },
        log,
      });
      return { runtime, log, connector: new LlamaCppConnector({ runtimes: [runtime] }) };
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
