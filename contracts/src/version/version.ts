/** Version of the contracts that this package implements. */
export const CONTRACT_VERSION = '1.1.0';
/**
 * Version of the KORA task format; majors must match. 1.1 adds `for_each`, and `reuse` to model tasks; every graph of 1.0 means
 * what it meant.
 */
export const KORA_VERSION = '1.1.0';
/** Version of the local HTTP API. */
export const API_VERSION = '1.0';

/** True when a graph that declares a version may use what `since` added within the same major. Versions as `1.1.0`. */
export function versionHas(declared: string, since: string): boolean {
  const [major, minor = 0] = declared.split('.').map(Number);
  const [sinceMajor, sinceMinor = 0] = since.split('.').map(Number);
  return major === sinceMajor && minor >= sinceMinor;
}

/** What a version mismatch tells on the wire. */
export interface VersionMismatch {
  readonly declared: string;
  readonly supported: string;
}

/**
 * Compares a declared version with the one that is implemented. Majors must match; minor and patch may differ, because
 * changes within a major are backward compatible. There is no silent downgrade.
 * @returns the mismatch, or null when the versions are compatible.
 */
export function versionMismatch(declared: string, supported: string): VersionMismatch | null {
  return declared.split('.')[0] === supported.split('.')[0] ? null : { declared, supported };
}
