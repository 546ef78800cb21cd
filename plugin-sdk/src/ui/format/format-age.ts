const DAY_MS = 86_400_000;

/** Which part of a list sorted by time a moment belongs to. */
export function ageGroup(moment: string, now: Date): 'Today' | 'Yesterday' | 'Last 7 days' | 'Older' {
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  const time = Date.parse(moment);
  if (time >= midnight) return 'Today';
  if (time >= midnight - DAY_MS) return 'Yesterday';
  return time >= midnight - 6 * DAY_MS ? 'Last 7 days' : 'Older';
}
