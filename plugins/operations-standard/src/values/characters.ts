/** Start and end as `Array.prototype.slice` takes them, resolved against a length. */
export function resolveSpan(length: number, start: number, end: number): readonly [number, number] {
  const from = start < 0 ? Math.max(length + start, 0) : Math.min(start, length);
  const to = end < 0 ? Math.max(length + end, 0) : Math.min(end, length);
  return [from, Math.max(from, to)];
}

/** How many Unicode code points a text has. */
export function countCharacters(text: string): number {
  let pairs = 0;
  for (let i = 0; i < text.length - 1; i++) {
    if ((text.codePointAt(i) ?? 0) > 0xffff) {
      pairs++;
      i++;
    }
  }
  return text.length - pairs;
}
