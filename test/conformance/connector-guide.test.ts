import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { activatePlugin } from '@kora/plugin-sdk/testing';
import t from 'tap';

const GUIDE = resolve(import.meta.dirname, '../../docs/guides/write-a-connector.md');
const BLOCK = /^```ts file=(\S+)\n(.*?)^```$/gms;

t.test('the connector of the guide keeps the contract, as it stands there', async (t) => {
  const blocks = [...(await readFile(GUIDE, 'utf8')).matchAll(BLOCK)];
  const folder = t.testdir();
  for (const [, file = '', source = ''] of blocks) await writeFile(join(folder, file), source);
  t.ok(blocks.some(([, file]) => file === 'acme.test.ts'));

  const options = ['--conditions=kora-source', '--disable-warning=ExperimentalWarning'];
  // As a stranger runs it: what tap tells its children would make a part of this report of it.
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('TAP'));
  const env = { ...Object.fromEntries(inherited), TAP_TIMEOUT: '100' };
  const child = spawn(process.execPath, [...options, join(folder, 'acme.test.ts')], { env });
  const [report, complaint] = await Promise.all([text(child.stdout), text(child.stderr)]);
  t.match(report, /^# \{ total: \d{3}, pass: \d{3} \}$/m, complaint);
  t.notMatch(report, /not ok|# skip/i);

  const { plugin } = await import(join(folder, 'plugin.ts'));
  const { contributions } = await activatePlugin(plugin, { config: { value: { base_url: 'http://10.0.0.1:7000' } } });
  const [connector] = contributions.connectors ?? [];
  t.match(await connector?.health(new AbortController().signal), { status: 'failed', message: /allowed_hosts/ });
});
