import { besides, type Finding, isMeasurement, shown, type Target, verdict } from './report.ts';

/** A number with a target, whether it is a measured value or a ratio to what was measured beside it. */
export interface Judged {
  readonly name: string;
  readonly value: string;
  /** `met: at most 3`, as `verdict` says it. */
  readonly verdict: string;
}

const judged = (name: string, value: number, unit: string, target: Target | undefined): readonly Judged[] =>
  target === undefined ? [] : [{ name, value: `${shown(value)} ${unit}`, verdict: verdict(value, target) }];

/** Everything among findings that has a target. */
export const targetsOf = (findings: readonly Finding[]): readonly Judged[] =>
  findings
    .filter(isMeasurement)
    .flatMap((each) => [
      ...judged(each.name, each.value, each.unit, each.target),
      ...besides(each).flatMap((other) =>
        judged(`${each.name}, against ${other.name}`, each.value / other.value, '×', other.target),
      ),
    ]);
