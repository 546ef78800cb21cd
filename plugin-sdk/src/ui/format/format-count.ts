/** A whole number with its unit: "1 model call", "2,340 tokens". Units end in a plain s. */
export function formatCount(count: number, unit: string): string {
  return `${count.toLocaleString('en')} ${unit}${count === 1 ? '' : 's'}`;
}
