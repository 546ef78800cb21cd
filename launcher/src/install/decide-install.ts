import { compareVersions } from './compare-versions.ts';
import type { InstalledPlugin } from './install-record.ts';

/** A carried plugin as it would be installed. */
export interface CarriedIdentity {
  readonly version: string;
  readonly manifest_sha256: string;
  readonly kid: string;
}

/** What is known of a carried plugin before any of its installed files is read. */
export interface InstallSituation {
  readonly carried: CarriedIdentity;
  readonly record: InstalledPlugin | undefined;
  /** The user removed it with `kora plugins remove`, or it was found missing before. */
  readonly removed: boolean;
  /** Fingerprint of the installed folder, null when there is none. */
  readonly found: string | null;
}

/**
 * - `none`: as it should be, or none of the launcher's business;
 * - `install`: never been there;
 * - `update`: untouched since the launcher put it there, but not what the launcher carries now;
 * - `forget`: the user deleted the folder, which is a way to remove a plugin;
 * - `inspect`: somebody has written into the folder, so only its signature and hashes can tell what it is.
 */
export type InstallStep = 'none' | 'install' | 'update' | 'forget' | 'inspect';

/** Decides from stored facts alone, which is what makes a start without changes fast. */
export function decideInstall({ carried, record, removed, found }: InstallSituation): InstallStep {
  // A removed plugin that is there again was put back by the user.
  if (removed) return found === null ? 'none' : 'inspect';
  if (found === null) return record === undefined ? 'install' : 'forget';
  if (record === undefined || record.fingerprint !== found) return 'inspect';
  // An older launcher on a newer data root leaves it alone: the kernel refuses downgrades.
  if (compareVersions(carried.version, record.version) < 0) return 'none';
  return record.manifest_sha256 === carried.manifest_sha256 && record.kid === carried.kid ? 'none' : 'update';
}
