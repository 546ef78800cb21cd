import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { contentHash } from './content-hash.ts';
import { noticesText } from './licences/notice.ts';
import { allNotices } from './licences/notices-file.ts';
import { dropStamp, isFresh, writeStamp } from './stamp.ts';
import { carriedFolder, launcherFolder, licencesFile, type Target, targets } from './targets.ts';
import { useSourceCondition } from './use-source-condition.ts';

/** What a build did. */
export interface BuildReport {
  /** Names of the targets that were made. */
  readonly built: readonly string[];
  /** Names of the targets that could not be made; the reasons have been logged. */
  readonly failed: readonly string[];
}

function removeOrphans(current: readonly Target[]): void {
  const known = new Set(current.flatMap((target) => target.outputs.map((output) => basename(output))));
  if (!existsSync(carriedFolder)) return;
  for (const name of readdirSync(carriedFolder)) {
    if (!known.has(name)) rmSync(join(carriedFolder, name), { recursive: true, force: true });
  }
}

/**
 * Brings build/ up to date with the sources and makes nothing that is up to date already. A target that fails does not
 * keep the others from being made.
 */
export async function buildWorkspace(log: (line: string) => void): Promise<BuildReport> {
  const all = targets();
  removeOrphans(all);
  const stale = all
    .map((target) => ({ target, inputs: contentHash(target.inputs) }))
    .filter(({ target, inputs }) => !isFresh(target.name, inputs, target.outputs));
  const report = { built: [] as string[], failed: [] as string[] };
  if (stale.length === 0 && existsSync(licencesFile)) return report;
  useSourceCondition();
  for (const { target, inputs } of stale) {
    const start = performance.now();
    dropStamp(target.name);
    try {
      await target.build();
      writeStamp(target.name, inputs, target.outputs);
      report.built.push(target.name);
      log(`built ${target.name} in ${Math.round(performance.now() - start)} ms`);
    } catch (error) {
      report.failed.push(target.name);
      log(`${target.name} cannot be built: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  writeFileSync(licencesFile, noticesText(allNotices(launcherFolder, carriedFolder)));
  // Its helper process would live as long as Studio, should this process go on to start it.
  await (await import('esbuild')).stop();
  return report;
}
