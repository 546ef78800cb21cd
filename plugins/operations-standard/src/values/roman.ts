const NUMERALS: readonly (readonly [string, number])[] = [
  ['M', 1000],
  ['CM', 900],
  ['D', 500],
  ['CD', 400],
  ['C', 100],
  ['XC', 90],
  ['L', 50],
  ['XL', 40],
  ['X', 10],
  ['IX', 9],
  ['V', 5],
  ['IV', 4],
  ['I', 1],
];

/** The Roman numeral of a whole number from 1 to 3999. */
export function toRomanNumeral(value: number): string {
  let rest = value;
  let roman = '';
  for (const [numeral, worth] of NUMERALS) {
    roman += numeral.repeat(Math.floor(rest / worth));
    rest %= worth;
  }
  return roman;
}

/** The number of a Roman numeral in its one standard form, or undefined. */
export function fromRomanNumeral(roman: string): number | undefined {
  let rest = roman;
  let value = 0;
  for (const [numeral, worth] of NUMERALS) {
    while (rest.startsWith(numeral)) {
      value += worth;
      rest = rest.slice(numeral.length);
    }
  }
  return rest === '' && value > 0 && value < 4_000 && toRomanNumeral(value) === roman ? value : undefined;
}
