import type { PluginManifest, PluginState, PluginStatus } from '@kora/contracts';
import type { Contributions, KoraError } from '@kora/plugin-sdk';
import type { FolderVerdict } from '../verify/folder-verifier.ts';
import type { PluginScope } from './plugin-scope.ts';

/** A plugin whose `init` has succeeded. */
export interface ActivePlugin {
  readonly contributions: Contributions;
  /** What it provides, by token name. */
  readonly services: ReadonlyMap<string, unknown>;
  readonly scope: PluginScope;
}

/** What an activation is busy with; `waits_for` when that is another plugin. */
export interface Progress {
  readonly phase: 'waiting' | 'import' | 'init';
  readonly waits_for: PluginRecord | null;
}

/** One plugin folder in one revision. A changed folder gets a new record. */
export interface PluginRecord {
  readonly id: string;
  readonly folder: string;
  /** What it says about itself; to be believed only when `revision` is not null. */
  readonly manifest: PluginManifest | null;
  /** Names the verified content; null when it was refused. */
  readonly revision: string | null;
  /** Settles when an earlier revision of the same plugin is out of the way. */
  readonly after: Promise<unknown>;
  state: PluginState;
  error: KoraError | null;
  activation: Promise<ActivePlugin> | null;
  active: ActivePlugin | null;
  progress: Progress | null;
  activation_ms: number | null;
}

/** A fresh record of what a folder's verification said. */
export function recordOf(id: string, folder: string, verdict: FolderVerdict, after: Promise<unknown>): PluginRecord {
  const refused = verdict._tag === 'Left';
  return {
    id,
    folder,
    manifest: refused ? verdict.left.manifest : verdict.right.manifest,
    revision: refused ? null : verdict.right.revision,
    after,
    state: refused ? 'refused' : 'verified',
    error: refused ? verdict.left.error : null,
    activation: null,
    active: null,
    progress: null,
    activation_ms: null,
  };
}

/** The record as people and the API see it. */
export function statusOf(record: PluginRecord): PluginStatus {
  const { id, manifest, state, error, activation_ms } = record;
  return {
    id,
    version: manifest?.version ?? null,
    publisher: manifest?.publisher ?? null,
    state,
    error: error?.toBody() ?? null,
    contributes: manifest?.contributes ?? null,
    requires: manifest?.requires ?? [],
    provides: manifest?.provides ?? [],
    capabilities: manifest?.capabilities ?? null,
    activation_ms,
  };
}
