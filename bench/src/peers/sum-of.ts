/** The operation that every engine's tasks perform, as `list.sum` does it. */
export function sumOf(numbers: readonly number[]): number {
  let sum = 0;
  for (const number of numbers) sum += number;
  return sum;
}
