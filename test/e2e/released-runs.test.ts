import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { startStudio, withFolder } from '../support/studio.ts';

/** One folder per released version, written by test/scripts/record-release.ts on that version and never changed since. */
const RELEASES = fileURLToPath(new URL('../fixtures/released-runs/', import.meta.url));

interface Recorded {
  readonly name: string;
  readonly status: string;
  readonly stop_reason: string | null;
  readonly output_hash: string | null;
}

const recordedBy = async (version: string): Promise<[string, Recorded][]> =>
  Object.entries(JSON.parse(await readFile(join(RELEASES, version, 'runs.json'), 'utf8')));

const releases = await readdir(RELEASES);

t.test('there are recorded runs', async (t) => {
  t.ok(releases.length > 0);
  for (const version of releases) t.ok((await recordedBy(version)).length > 0, version);
});

for (const version of releases)
  t.test(`every run that ${version} recorded is listed, shown and replayed to the same byte`, (t) =>
    withFolder(async (folder) => {
      await cp(join(RELEASES, version, 'telemetry'), join(folder, 'telemetry'), { recursive: true });
      await cp(join(RELEASES, version, 'runs'), join(folder, 'runs'), { recursive: true });
      const studio = await startStudio(folder);
      const runs = await recordedBy(version);
      t.equal((await studio.request('GET', '/runs?limit=200')).body.runs.length, runs.length);
      for (const [run_id, { name, status, stop_reason, output_hash }] of runs) {
        const shown = await studio.request('GET', `/runs/${run_id}`);
        t.match(shown, { status: 200, body: { telemetry: { status, stop_reason, output_hash } } }, `${name} is shown`);
        const { body } = await studio.request('POST', `/runs/${run_id}/replay`);
        t.match(
          body,
          { run_id, identical: true, first_difference: null },
          `${name}: ${JSON.stringify(body.first_difference ?? body.message)}`,
        );
      }
      await studio.stop();
    }),
  );

for (const version of releases)
  t.test(`a record of ${version} with another word in it is noticed`, (t) =>
    withFolder(async (folder) => {
      await cp(join(RELEASES, version, 'telemetry'), join(folder, 'telemetry'), { recursive: true });
      await cp(join(RELEASES, version, 'runs'), join(folder, 'runs'), { recursive: true });
      const run = (await recordedBy(version)).find(([, { name }]) => name === 'numbers-dates-texts')?.[0] ?? '';
      const archives = await readdir(join(folder, 'runs'), { recursive: true });
      const file = join(folder, 'runs', archives.find((name) => name.endsWith(`${run}.jsonl`)) ?? '');
      const before = await readFile(file, 'utf8');
      const after = before.replace('2025-02-28', '2025-03-01');
      t.not(after, before);
      await writeFile(file, after);
      const studio = await startStudio(folder);
      const { body } = await studio.request('POST', `/runs/${run}/replay`);
      t.match(body, { identical: false, first_difference: { task_id: 'leap', path: '/archive/output' } });
      await studio.stop();
    }),
  );
