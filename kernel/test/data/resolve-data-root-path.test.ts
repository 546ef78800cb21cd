import { resolve } from 'node:path';
import t from 'tap';
import { resolveDataRootPath } from '../../src/data/index.ts';

t.test('each platform has its own place for the data of a user', async (t) => {
  const home = { HOME: '/home/ada' };
  const at = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv) => resolveDataRootPath({ platform, env });
  t.equal(at('linux', home), '/home/ada/.local/share/kora-studio');
  t.equal(at('linux', { ...home, XDG_DATA_HOME: '/data/ada' }), '/data/ada/kora-studio');
  t.equal(at('linux', { ...home, XDG_DATA_HOME: 'data' }), '/home/ada/.local/share/kora-studio', 'relative: ignored');
  t.equal(at('darwin', home), '/home/ada/Library/Application Support/KORA-Studio');
  t.equal(at('win32', { APPDATA: 'C:\\Users\\Ada\\Roaming' }), 'C:\\Users\\Ada\\Roaming\\KORA-Studio');
  t.equal(at('win32', { USERPROFILE: 'C:\\Users\\Ada' }), 'C:\\Users\\Ada\\AppData\\Roaming\\KORA-Studio');
});

t.test('the flag wins over the environment, and the environment over the platform', async (t) => {
  const env = { HOME: '/home/ada', KORA_DATA_ROOT: '/srv/kora' };
  t.equal(resolveDataRootPath({ path: '/tmp/flag', platform: 'linux', env }), '/tmp/flag');
  t.equal(resolveDataRootPath({ platform: 'linux', env }), '/srv/kora');
  t.equal(
    resolveDataRootPath({ path: '', platform: 'linux', env: { ...env, KORA_DATA_ROOT: '' } }),
    '/home/ada/.local/share/kora-studio',
  );
  t.equal(resolveDataRootPath({ path: 'here', platform: 'linux', env }), resolve('here'));
});
