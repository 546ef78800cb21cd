import { besides, type Compared, type Finding, isMeasurement, type Measurement, shown, verdict } from './report.ts';

const cell = (text: string) => text.replaceAll('|', '\\|');

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
    const cells = [name, `${shown(value)} ${unit}`, [...compared, verdict(value, target)].filter(Boolean).join('<br>')];
    return `| ${cells.map(cell).join(' | ')} |`;
  });
  return [`### ${title}`, '', '| measured | value | beside |', '|---|---:|---|', ...rows, ...remarks, ''].join('\n');
}
