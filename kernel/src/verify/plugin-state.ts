import { dictionary, oneOf, pluginIdCodec, strict, versionCodec } from '@kora/contracts';
import { isLeft } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { coerce, gt } from 'semver';
import { writeFileAtomically } from '../data/write-file-atomically.ts';
import { verifyErrors } from './errors.ts';
import { readJsonFile } from './read-json-file.ts';

const pluginRecordCodec = strict('PluginRecord', {
  /** The highest version that was ever accepted, null when none was. */
  highest_version: t.union([versionCodec, t.null]),
  /** The user removed it: the launcher does not install it again on its own. */
  removed: t.boolean,
});
const pluginStateCodec = strict('PluginState', {
  version: oneOf('PluginStateVersion', ['1.0']),
  plugins: dictionary(pluginIdCodec, pluginRecordCodec),
});
type PluginRecord = t.TypeOf<typeof pluginRecordCodec>;

/** What is remembered of plugins, whether they are installed or not. Outlives their folders. */
export interface PluginStateStore {
  highestVersion(id: string): string | null;
  isRemoved(id: string): boolean;
  /** Records versions that were accepted; lower ones than recorded change nothing. Resolves when it is on disk. */
  accept(plugins: readonly { readonly id: string; readonly version: string }[]): Promise<void>;
  /** Records that the user removed a plugin, or installed it again. */
  setRemoved(id: string, removed: boolean): Promise<void>;
}

function isHigher(version: string, than: string | null): boolean {
  if (than === null) return true;
  const [a, b] = [coerce(version), coerce(than)];
  return a !== null && b !== null && gt(a, b);
}

async function readRecords(path: string): Promise<Map<string, PluginRecord>> {
  const result = await readJsonFile(path, pluginStateCodec);
  if (isLeft(result)) {
    const issues = result.left.map(({ path, code, message }) => ({ path, code, message }));
    throw verifyErrors.KORA_VERIFY_PLUGIN_STATE_DAMAGED({ path, issues });
  }
  return new Map(Object.entries(result.right?.plugins ?? {}));
}

function writeRecords(path: string, records: ReadonlyMap<string, PluginRecord>): Promise<void> {
  const sorted = [...records].sort(([a], [b]) => (a < b ? -1 : 1));
  const content = `${JSON.stringify({ version: '1.0', plugins: Object.fromEntries(sorted) }, null, 2)}\n`;
  return writeFileAtomically(path, content, 0o600);
}

/**
 * Opens the plugin state file at `path`; a missing one is empty.
 * @throws KORA_VERIFY_PLUGIN_STATE_DAMAGED, here and when something is recorded: without it, an old plugin with a known hole
 *   could come back unnoticed.
 */
export async function openPluginState(path: string): Promise<PluginStateStore> {
  let records = await readRecords(path);
  let writing: Promise<unknown> = Promise.resolve();
  const recordOf = (id: string): PluginRecord => records.get(id) ?? { highest_version: null, removed: false };

  /** The command line may have written since: changes are made to what is on disk, not to what we remember. */
  const update = (change: () => readonly (readonly [string, PluginRecord])[]): Promise<void> => {
    const work = async () => {
      records = await readRecords(path);
      const changes = change();
      if (changes.length === 0) return;
      records = new Map([...records, ...changes]);
      await writeRecords(path, records);
    };
    const result = writing.then(work, work);
    writing = result;
    return result;
  };

  return {
    highestVersion: (id) => recordOf(id).highest_version,
    isRemoved: (id) => recordOf(id).removed,
    async accept(accepted) {
      if (!accepted.some(({ id, version }) => isHigher(version, recordOf(id).highest_version))) return;
      await update(() =>
        accepted
          .filter(({ id, version }) => isHigher(version, recordOf(id).highest_version))
          .map(({ id, version }) => [id, { ...recordOf(id), highest_version: version }]),
      );
    },
    setRemoved: (id, removed) =>
      update(() => (recordOf(id).removed === removed ? [] : [[id, { ...recordOf(id), removed }]])),
  };
}
