import { join } from 'node:path';
import type { PluginManifest } from '@kora/contracts';
import type { FolderVerdict } from '../verify/folder-verifier.ts';
import { planWiring, type Wiring } from './plan-wiring.ts';
import { type PluginRecord, recordOf } from './plugin-record.ts';
import { scanPluginFolders } from './scan-plugin-folders.ts';

export interface PluginSetOptions {
  /** Where plugin folders lie. */
  readonly folder: string;
  readonly kernelTokens: ReadonlySet<string>;
  verify(folder: string): Promise<FolderVerdict>;
  /** Records accepted versions, for the protection against downgrades. */
  accepted(plugins: readonly { readonly id: string; readonly version: string }[]): Promise<void>;
  /** Takes down records that are no longer part of the set; they are given in any order. */
  retire(records: readonly PluginRecord[]): Promise<void>;
}

/** Which folders to judge again: those named, or all. New and refused ones are always judged. */
export type Dirty = ReadonlySet<string> | 'all';

/** The installed plugins, kept equal to what lies on disk. Updates are made one after the other. */
export class PluginSet {
  readonly #options: PluginSetOptions;
  #records: ReadonlyMap<string, PluginRecord> = new Map();
  #wiring: Wiring = { blocked: new Map(), providers: new Map() };
  #updating: Promise<unknown> = Promise.resolve();

  constructor(options: PluginSetOptions) {
    this.#options = options;
  }

  /** Sorted by id. */
  get records(): readonly PluginRecord[] {
    return [...this.#records.values()];
  }

  get(id: string): PluginRecord | undefined {
    return this.#records.get(id);
  }

  provider(token: string): PluginRecord | undefined {
    return this.#records.get(this.#wiring.providers.get(token) ?? '');
  }

  /** Resolves when every update asked for so far is done. */
  async settled(): Promise<void> {
    await Promise.allSettled([this.#updating]);
  }

  /** Reads the folders again, replaces what changed, and stops what is gone together with all that needed it. */
  update(dirty: Dirty): Promise<void> {
    const work = () => this.#update(dirty);
    const result = this.#updating.then(work, work);
    this.#updating = result;
    return result;
  }

  async #update(dirty: Dirty): Promise<void> {
    const before = this.#records;
    const names = await scanPluginFolders(this.#options.folder);
    const isDue = (name: string) =>
      dirty === 'all' || dirty.has(name) || (before.get(name)?.state ?? 'refused') === 'refused';
    const verdicts = new Map(await Promise.all(names.filter(isDue).map((name) => this.#judge(name))));
    await this.#options.accepted(
      [...verdicts.values()].flatMap((verdict) => (verdict._tag === 'Right' ? [verdict.right.manifest] : [])),
    );

    const changed = [...before.values()].filter((record) => hasChanged(record, names, verdicts.get(record.id)));
    const retired = this.#withDependents(changed);
    const retiring = Promise.withResolvers<void>();
    const records = names.map((name): PluginRecord => {
      const old = before.get(name);
      const verdict = verdicts.get(name);
      if (old !== undefined && !retired.has(old)) return old;
      if (verdict !== undefined) return recordOf(name, join(this.#options.folder, name), verdict, retiring.promise);
      if (old === undefined) throw new Error(`plugin folder ${name} was not judged`);
      return { ...old, state: 'verified', error: null, activation: null, active: null, after: retiring.promise };
    });
    this.#records = new Map(records.map((record) => [record.id, record]));
    if (dirty === 'all' || changed.length > 0 || records.length > before.size)
      forgiveFailures(records, dirty === 'all');
    this.#wire();
    // Calls that come now find the new records; those wait until the old ones are out of the way.
    await this.#options.retire([...retired]).finally(() => retiring.resolve());
  }

  async #judge(name: string): Promise<readonly [string, FolderVerdict]> {
    return [name, await this.#options.verify(join(this.#options.folder, name))];
  }

  /** The given records, and every started one that gets a service from one of them, directly or not. */
  #withDependents(changed: readonly PluginRecord[]): ReadonlySet<PluginRecord> {
    const retired = new Set(changed);
    for (const record of retired) {
      const tokens = new Set(record.manifest?.provides);
      for (const other of this.#records.values()) {
        if (other.activation === null || !other.manifest?.requires.some((token) => tokens.has(token))) continue;
        if (this.#wiringUses(other, record)) retired.add(other);
      }
    }
    return retired;
  }

  #wiringUses(user: PluginRecord, provider: PluginRecord): boolean {
    return user.manifest?.requires.some((token) => this.#wiring.providers.get(token) === provider.id) ?? false;
  }

  #wire(): void {
    const verified = new Map<string, PluginManifest>();
    const refused: PluginManifest[] = [];
    const running = new Set<string>();
    for (const record of this.#records.values()) {
      if (record.manifest === null) continue;
      if (record.state === 'refused') refused.push(record.manifest);
      else verified.set(record.id, record.manifest);
      if (record.activation !== null) running.add(record.id);
    }
    this.#wiring = planWiring({ verified, refused, running, kernelTokens: this.#options.kernelTokens });
    for (const record of this.#records.values()) {
      if (record.state !== 'verified' && record.state !== 'blocked') continue;
      if (record.activation !== null) continue;
      record.error = this.#wiring.blocked.get(record.id) ?? null;
      record.state = record.error === null ? 'verified' : 'blocked';
    }
  }
}

function hasChanged(record: PluginRecord, names: readonly string[], verdict: FolderVerdict | undefined): boolean {
  if (!names.includes(record.id)) return true;
  if (verdict === undefined) return false;
  if (verdict._tag === 'Left') return true;
  return record.state === 'refused' || verdict.right.revision !== record.revision;
}

/** A plugin that failed only because another one did may work now. One that failed by itself waits for an explicit refresh. */
function forgiveFailures(records: readonly PluginRecord[], all: boolean): void {
  for (const record of records) {
    if (record.state !== 'failed') continue;
    const code = record.error?.code;
    const byAnother =
      code === 'KORA_REGISTRY_DEPENDENCY_FAILED' ||
      code === 'KORA_REGISTRY_MISSING_DEPENDENCIES' ||
      (code === 'KORA_REGISTRY_ACTIVATION_TIMEOUT' && record.error?.details.waiting_for !== record.id);
    if (all || byAnother) Object.assign(record, { state: 'verified', error: null, activation: null });
  }
}
