/** A duration for people: "12 ms", "1.2 s", "3 min 5 s", "5 min". */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 999.5)
    return `${milliseconds < 10 ? Number(milliseconds.toFixed(1)) : Math.round(milliseconds)} ms`;
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  return minutes < 60
    ? `${minutes} min${rest === 0 ? '' : ` ${rest} s`}`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
