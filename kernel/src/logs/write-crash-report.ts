import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '../data/file-errors.ts';
import { hideSecrets } from './redaction.ts';

const REPORT = /^crash-\d{8}t\d{9}-\d+-\d{3,}\.json$/;
const KEPT = 20;
const MAX_CAUSES = 8;
const MAX_TEXT = 20_000;

type Described = {
  readonly name: string;
  readonly message: string;
  readonly code: string | null;
  readonly stack: string;
};

/**
 * Writes what is known of a crash to `crash-<time>-<pid>-<number>.json` in a folder and keeps the newest 20. The report stays on
 * this computer and holds no environment, no arguments and none of the given secrets. Synchronous, because the process is
 * about to end.
 * @param error whatever was thrown; its causes are followed.
 * @returns the path of the report. Throws the file system's error when it cannot be written.
 */
export function writeCrashReport(folder: string, error: unknown, secrets: Iterable<string> = []): string {
  const now = new Date();
  const report = {
    written_at: now.toISOString(),
    uptime_s: Math.round(process.uptime()),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    memory: process.memoryUsage(),
    errors: describe(error),
  };
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  dropOldReports(folder);
  const instant = now
    .toISOString()
    .toLowerCase()
    .replaceAll(/[-:.z]/g, '');
  const content = `${hideSecrets(JSON.stringify(report, null, 2), secrets)}\n`;
  return writeNew(join(folder, `crash-${instant}-${process.pid}`), content);
}

function writeNew(base: string, content: string): string {
  for (let i = 0; ; i++) {
    const path = `${base}-${String(i).padStart(3, '0')}.json`;
    try {
      writeFileSync(path, content, { flag: 'wx', mode: 0o600 });
      return path;
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
  }
}

function describe(error: unknown): Described[] {
  const described: Described[] = [];
  for (
    let at = error;
    at !== undefined && described.length < MAX_CAUSES;
    at = at instanceof Error ? at.cause : undefined
  ) {
    described.push(
      at instanceof Error
        ? {
            name: at.name,
            message: at.message.slice(0, MAX_TEXT),
            code: errorCode(at) ?? null,
            stack: (at.stack ?? '').slice(0, MAX_TEXT),
          }
        : { name: typeof at, message: String(at).slice(0, MAX_TEXT), code: null, stack: '' },
    );
  }
  return described;
}

function dropOldReports(folder: string): void {
  const reports = readdirSync(folder).filter((name) => REPORT.test(name));
  for (const name of reports.sort().slice(0, Math.max(0, reports.length - KEPT + 1)))
    rmSync(join(folder, name), { force: true });
}
