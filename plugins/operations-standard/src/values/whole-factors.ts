/** The prime factors of a whole number from 1 on, smallest first, each as often as it divides. Takes as many steps as its root. */
export function primeFactorsOf(value: number): number[] {
  const factors: number[] = [];
  let rest = value;
  // Past 2 and 3 every prime is one less or one more than a multiple of six.
  for (let divisor = 2; divisor * divisor <= rest; divisor += divisor < 3 ? 1 : divisor % 6 === 1 ? 4 : 2) {
    while (rest % divisor === 0) {
      factors.push(divisor);
      rest /= divisor;
    }
  }
  return rest > 1 ? [...factors, rest] : factors;
}

/** Whether a whole number is prime. */
export function isPrime(value: number): boolean {
  if (value < 2) return false;
  for (let divisor = 2; divisor * divisor <= value; divisor += divisor < 3 ? 1 : divisor % 6 === 1 ? 4 : 2) {
    if (value % divisor === 0) return false;
  }
  return true;
}
