import t from 'tap';
import { forkedFileIndex } from '../../src/executable/forked-file-index.ts';

const argv = (...args: string[]) => ['/opt/kora', '/opt/kora', ...args];
const channel = {};

t.test('a fork of a script is one, with or without flags for Node before it', async (t) => {
  t.equal(forkedFileIndex({ channel, argv: argv('/x/child.js', 'a') }), 2);
  t.equal(forkedFileIndex({ channel, argv: argv('--enable-source-maps', '/x/child.mjs') }), 3);
  t.equal(forkedFileIndex({ channel, argv: argv('/x/child.cjs') }), 2);
});

t.test('everything else is a normal start', async (t) => {
  t.equal(forkedFileIndex({ argv: argv('/x/child.js') }), null, 'no channel to a parent');
  t.equal(forkedFileIndex({ channel, argv: argv('start', '--json') }), null, 'a verb');
  t.equal(forkedFileIndex({ channel, argv: argv('run', '/x/graph.json') }), null);
  t.equal(forkedFileIndex({ channel, argv: argv('child.js') }), null, 'fork always gives an absolute path');
  t.equal(forkedFileIndex({ channel, argv: argv() }), null);
});
