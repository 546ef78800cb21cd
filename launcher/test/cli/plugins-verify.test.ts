import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { carriedPlugin } from '../support/carried-plugin.ts';
import { cli } from '../support/cli.ts';

t.test('verifying finds the altered plugin, says why, and repairs nothing', async (t) => {
  const folder = t.testdir({ carried: {} });
  const plugins = join(folder, 'carried');
  mkdirSync(plugins, { recursive: true });
  await carriedPlugin(plugins);
  const root = ['--data-root', join(folder, 'data')];
  t.match(await cli(['plugins', 'verify', ...root], { plugins }), { code: 0, stdout: /hello +verified/ });
  appendFileSync(join(folder, 'data/plugins/hello/index.js'), '//');
  for (const _ of ['once', 'twice']) {
    const { code, stdout, stderr } = await cli(['plugins', 'verify', '--json', ...root], { plugins });
    t.equal(code, 6);
    t.match(JSON.parse(stdout).plugins, [{ verified: false, reasons: [{ code: 'KORA_PLUGIN_FILE_CHANGED' }] }]);
    t.match(stderr, /Left the plugin hello altered/);
  }
  const listed = await cli(['plugins', 'list', ...root, '--no-repair'], { plugins });
  t.match(listed.stdout, /hello +1\.0\.0 +kora +refused +.*index\.js is not the one that was signed/);
  t.match(await cli(['plugins', 'list', ...root], { plugins }), { code: 0, stderr: /Restored the plugin hello/ });
  t.match(await cli(['plugins', 'verify', join(folder, 'data/plugins/hello'), ...root], { plugins }), { code: 0 });
});
