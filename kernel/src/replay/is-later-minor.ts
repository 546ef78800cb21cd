const partsOf = (version: string) => version.split('.').map(Number);

/**
 * Whether a version of an operation promises what an earlier one gave: the same major version, and a later one. It may know more
 * arguments; for those that the earlier one knew it gives the same results, which a replay compares all the same.
 */
export function isLaterMinor(earlier: string, later: string): boolean {
  const [major, minor = 0, patch = 0] = partsOf(earlier);
  const [same, next = 0, fix = 0] = partsOf(later);
  return major === same && (next > minor || (next === minor && fix > patch));
}
