import { besides, type Compared, type Finding, isMeasurement, type Measurement, shown, verdict } from './report.ts';
import type { Outcome } from './run-scenario.ts';
import { targetsOf } from './targets.ts';

const row = (cells: readonly string[]) => `| ${cells.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`;

const comparison = ({ value, unit }: Measurement, other: Compared): string => {
  const target = verdict(value / other.value, other.target);
  return `**${shown(value / other.value)} ×** ${other.name} (${shown(other.value)} ${unit})${target === '' ? '' : `, ${target}`}`;
};

/** A scenario's measurements as a section with a table, for docs/performance.md. */
export function sectionOf(title: string, findings: readonly Finding[]): string {
  const remarks = findings.flatMap((finding) => (isMeasurement(finding) ? [] : ['', finding.remark]));
  const rows = findings.filter(isMeasurement).map((measurement) => {
    const { name, value, unit, target } = measurement;
    const compared = besides(measurement).map((other) => comparison(measurement, other));
    return row([name, `${shown(value)} ${unit}`, [...compared, verdict(value, target)].filter(Boolean).join('<br>')]);
  });
  const table = rows.length === 0 ? [] : ['', '| measured | value | beside |', '|---|---:|---|', ...rows];
  return [`### ${title}`, ...table, ...remarks, ''].join('\n');
}

/** Every target and whether it was met, as one table. */
export function targetSection(outcomes: readonly Outcome[]): string {
  const rows = outcomes.flatMap(({ name, findings }) =>
    targetsOf(findings).map((each) => row([name, each.name, each.value, each.verdict])),
  );
  return ['### targets', '', '| scenario | measured | value | target |', '|---|---|---:|---|', ...rows, ''].join('\n');
}

/** Everything: the machine, the targets, and a section for each scenario. */
export const markdownOf = (machine: string, outcomes: readonly Outcome[]): string =>
  [machine, '', targetSection(outcomes), ...outcomes.map(({ name, findings }) => sectionOf(name, findings))].join('\n');
