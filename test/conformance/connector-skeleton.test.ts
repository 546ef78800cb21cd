import { readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import t from 'tap';

const PLUGINS = resolve(import.meta.dirname, '../../plugins');

/** What every connector has; who knows one finds the way in all. */
const EVERYWHERE = [
  'index.ts',
  'plugin.ts',
  'errors.ts',
  /^config\/.+-config\.ts$/,
  /^connector\/.+-connector\.ts$/,
  /^discovery\/is-.+\.ts$/,
  'server/server-address.ts',
  'server/server-client.ts',
  'server/error-normaliser.ts',
  'lower-schema/lower-schema.ts',
];
/** Rooms of a connector of one server. One with several runtimes has a room for each, and what they share in `runtime`. */
const ROOMS = 'config connector discovery embedding generation lower-schema management models server'.split(' ');
const ROOMS_OF_RUNTIMES = ['embedded', 'runtime'];

const connectors = (await readdir(PLUGINS)).filter((name) => name.startsWith('connector-'));

t.ok(connectors.length >= 3, connectors.join(', '));
for (const name of connectors)
  t.test(`${name} has the rooms that all connectors have, and no others`, async (t) => {
    const src = resolve(PLUGINS, name, 'src');
    const files = (await readdir(src, { recursive: true })).map((path) => path.replaceAll('\\', '/'));
    for (const wanted of EVERYWHERE) {
      const has = files.some((file) => (typeof wanted === 'string' ? file === wanted : wanted.test(file)));
      t.ok(has, `${name}/src/${wanted}`);
    }
    const rooms = (await readdir(src, { withFileTypes: true })).filter((entry) => entry.isDirectory());
    for (const room of rooms) t.ok([...ROOMS, ...ROOMS_OF_RUNTIMES].includes(room.name), `${name}/src/${room.name}`);
  });
