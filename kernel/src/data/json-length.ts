/** About how long a value is as JSON; counting stops above `most`. */
export function jsonLength(value: unknown, most: number): number {
  if (typeof value === 'string') return value.length + 3;
  if (typeof value !== 'object' || value === null) return 8;
  let length = 2;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length && length <= most; i++) length += jsonLength(value[i], most - length);
    return length;
  }
  for (const key of Object.keys(value)) {
    if (length > most) return length;
    length += key.length + 4 + jsonLength((value as Record<string, unknown>)[key], most - length);
  }
  return length;
}
