/** What a number should reach. A target that is missed is shown, and fails nothing: times on shared machines prove too little. */
export type Target = { readonly at_most: number } | { readonly at_least: number };

/** A floor or peer that was measured in the same run. */
export interface Compared {
  readonly name: string;
  readonly value: number;
  /** Of the ratio of the measured value to this one. */
  readonly target?: Target;
}

/** One measured number, with the floors and peers that it was measured beside in the same run. */
export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the number is compared with. */
  readonly beside?: Compared | readonly Compared[];
  /** Of the value itself. */
  readonly target?: Target;
}

/** A sentence instead of a number, such as what could not be measured here and why. */
export interface Remark {
  readonly remark: string;
}

/** What a scenario returns. */
export type Finding = Measurement | Remark;

export const isMeasurement = (finding: Finding): finding is Measurement => !('remark' in finding);

/** A scenario measures something and returns its numbers. `smoke` asks for the smallest run that still goes all the way. */
export interface Scenario {
  readonly name: string;
  run(smoke: boolean): Promise<readonly Finding[]>;
}

/** A number with as many digits as mean something. */
export const shown = (value: number): string =>
  Math.abs(value) >= 100
    ? value.toFixed(0)
    : Math.abs(value) >= 1 || value === 0
      ? value.toFixed(2)
      : value.toPrecision(2);

/** What a measurement was compared with, as a list. */
export const besides = ({ beside }: Measurement): readonly Compared[] =>
  beside === undefined ? [] : 'name' in beside ? [beside] : beside;

/** Why findings are no result: there is no number among them, or one that is none. Null when they are one. */
export function faultOf(findings: readonly Finding[]): string | null {
  const measured = findings.filter(isMeasurement);
  if (measured.length === 0) return 'it measured nothing';
  const fault = measured.find((each) => ![each, ...besides(each)].every(({ value }) => Number.isFinite(value)));
  return fault === undefined ? null : `${fault.name} is no number`;
}

/** Whether a number reached its target, in words. Empty without a target. */
export function verdict(value: number, target: Target | undefined): string {
  if (target === undefined) return '';
  const [met, word, bound] =
    'at_most' in target
      ? [value <= target.at_most, 'at most', target.at_most]
      : [value >= target.at_least, 'at least', target.at_least];
  return `${met ? 'met' : 'NOT MET'}: ${word} ${bound}`;
}

/** The same without any claim, as from a smoke run. */
export function withoutTargets(measurement: Finding): Finding {
  if (!isMeasurement(measurement)) return measurement;
  const { target: _, ...rest } = measurement;
  return { ...rest, beside: besides(measurement).map(({ name, value }) => ({ name, value })) };
}

const bracketed = (text: string) => (text === '' ? '' : ` [${text}]`);

/** One line per measurement: value, unit, the ratio to whatever it was measured beside, and whether targets were reached. */
export function lineOf(measurement: Finding): string {
  if (!isMeasurement(measurement)) return measurement.remark;
  const { name, value, unit, target } = measurement;
  const compared = besides(measurement).map(
    (other) =>
      `  ${shown(value / other.value)} x ${other.name} (${shown(other.value)} ${unit})${bracketed(verdict(value / other.value, other.target))}`,
  );
  return `${name.padEnd(48)} ${shown(value).padStart(10)} ${unit.padEnd(8)}${bracketed(verdict(value, target))}${compared.join('')}`;
}
