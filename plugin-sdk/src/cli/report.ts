import type { Json } from '@kora/contracts';
import type { ExitCode } from './exit-codes.ts';

/** What a command has to say: data for `--json`, the same in words, and how to exit. */
export interface Report {
  readonly data: Json;
  readonly text: string;
  readonly exitCode: ExitCode;
}

/** Where a command writes: standard output for data, standard error for everything else. */
export interface Output {
  data(text: string): void;
  other(text: string): void;
}

/** Prints a report as data, in JSON or in words. */
export function printReport(report: Report, json: boolean, output: Output): void {
  output.data(`${json ? JSON.stringify(report.data) : report.text}\n`);
}
