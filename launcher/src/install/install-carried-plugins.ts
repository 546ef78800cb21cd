import { join } from 'node:path';
import type { TrustStore } from '@kora/contracts';
import { type PluginStateStore, writeFileAtomically } from '@kora/kernel';
import { sha256OfBytes } from '@kora/plugin-sdk/signing';
import type { CarriedPlugin, PluginSigner } from '../carried/carried-plugin.ts';
import { type CarriedIdentity, decideInstall } from './decide-install.ts';
import { folderFingerprint } from './folder-fingerprint.ts';
import { inspectPlugin } from './inspect-plugin.ts';
import { type InstallNotice, noticeOf } from './install-notice.ts';
import { type InstalledPlugin, installRecordText, readInstallRecord } from './install-record.ts';
import { placePlugin, removeLeftovers } from './place-plugin.ts';

/** Where and how the carried plugins go into a data root that this process has locked. */
export interface Installation {
  readonly carried: readonly CarriedPlugin[];
  readonly signer: PluginSigner;
  /** Whom this Studio trusts, the signer's key included. */
  readonly trust: TrustStore;
  readonly state: PluginStateStore;
  readonly pluginsFolder: string;
  /** Absolute path of `configs/carried-plugins.json`. */
  readonly recordFile: string;
  /** Whether an altered plugin is put right. */
  readonly repair: boolean;
}

/** What became of one plugin: its record when that changes (null: it has none any more), and what the user should know. */
interface Outcome {
  readonly record?: InstalledPlugin | null;
  readonly notice?: InstallNotice;
}

/**
 * Puts the carried plugins into the data root where they differ, like any other plugin: the kernel verifies them as it
 * verifies everybody's. A plugin that the user removed stays removed. Writes nothing when everything is up to date.
 */
export async function installCarriedPlugins(installation: Installation): Promise<readonly InstallNotice[]> {
  const { carried, pluginsFolder, recordFile } = installation;
  await removeLeftovers(pluginsFolder);
  const plugins: Record<string, InstalledPlugin> = { ...(await readInstallRecord(recordFile)) };
  const notices: InstallNotice[] = [];
  for (const plugin of carried) {
    const { id } = plugin.manifest;
    const outcome = await installOne(plugin, plugins[id], installation);
    if (outcome.notice !== undefined) notices.push(outcome.notice);
    if (outcome.record === undefined) continue;
    if (outcome.record === null) delete plugins[id];
    else plugins[id] = outcome.record;
    // After each one, so that an interruption forgets nothing that was already put in place.
    await writeFileAtomically(recordFile, installRecordText(plugins), 0o600);
  }
  return notices;
}

async function installOne(
  plugin: CarriedPlugin,
  record: InstalledPlugin | undefined,
  installation: Installation,
): Promise<Outcome> {
  const { signer, state, trust, pluginsFolder, repair } = installation;
  const { id, version } = plugin.manifest;
  const folder = join(pluginsFolder, id);
  const carried = { version, manifest_sha256: sha256OfBytes(plugin.manifestBytes), kid: signer.kid };
  const place = async (notice: InstallNotice): Promise<Outcome> => {
    await placePlugin(plugin, signer, pluginsFolder);
    return { record: recordOf(carried, folder), notice };
  };
  switch (decideInstall({ carried, record, removed: state.isRemoved(id), found: folderFingerprint(folder) })) {
    case 'none':
      return {};
    case 'forget':
      await state.setRemoved(id, true);
      return { record: null, notice: noticeOf(id, 'removed') };
    case 'install':
      return place(noticeOf(id, 'installed', version));
    case 'update':
      return place(noticeOf(id, 'updated', version));
    case 'inspect': {
      await state.setRemoved(id, false);
      const inspection = await inspectPlugin(folder, carried, trust, state.highestVersion(id));
      if (inspection.is === 'same') return { record: recordOf(carried, folder) };
      if (inspection.is === 'newer' || inspection.is === 'revoked') return {};
      if (inspection.is === 'other') return place(noticeOf(id, 'updated', version));
      if (!repair) return { notice: noticeOf(id, 'left_altered', inspection.reason) };
      return place(noticeOf(id, 'restored', inspection.reason));
    }
  }
}

function recordOf(carried: CarriedIdentity, folder: string): InstalledPlugin {
  const fingerprint = folderFingerprint(folder);
  if (fingerprint === null) throw new Error(`installCarriedPlugins: ${folder} vanished while it was being installed`);
  return { ...carried, fingerprint };
}
