import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Case } from '../cases/case.ts';
import type { Trace } from './trace.ts';

/** Where and how to run cases again. */
export interface Elsewhere {
  readonly workers: number;
  readonly locale: string;
  readonly time_zone: string;
}

const script = fileURLToPath(new URL('./print-traces.ts', import.meta.url));

/** Runs cases in another process with a locale, a time zone and workers of its own. Models are not available there. */
export async function runElsewhere(
  folder: string,
  cases: readonly Case[],
  where: Elsewhere,
): Promise<readonly Trace[]> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'cases.json');
  writeFileSync(file, JSON.stringify(cases));
  const { LANG, LC_ALL, LANGUAGE, TZ, NODE_OPTIONS, ...rest } = process.env;
  const env = { ...rest, LANG: where.locale, LC_ALL: where.locale, TZ: where.time_zone };
  const flags = ['--conditions=kora-source', '--disable-warning=ExperimentalWarning'];
  const args = [...flags, script, folder, file, String(where.workers)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env, maxBuffer: 50_000_000 });
  return JSON.parse(stdout);
}
