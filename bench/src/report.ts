/** One measured number, with the floor or peer that it was measured beside in the same run. */
export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the number is compared with. */
  readonly beside?: { readonly name: string; readonly value: number };
}

/** A scenario measures something and returns its numbers. `smoke` asks for the smallest run that still goes all the way. */
export interface Scenario {
  readonly name: string;
  run(smoke: boolean): Promise<readonly Measurement[]>;
}

const number = (value: number) => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(2));

/** One line per measurement: value, unit, and the ratio to what it was measured beside. */
export function lineOf({ name, value, unit, beside }: Measurement): string {
  const compared =
    beside === undefined ? '' : `  ${number(value / beside.value)} x ${beside.name} (${number(beside.value)} ${unit})`;
  return `${name.padEnd(48)} ${number(value).padStart(10)} ${unit.padEnd(8)}${compared}`;
}
