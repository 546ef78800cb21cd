import { readFileSync } from 'node:fs';
import t from 'tap';
import { withTable } from '../scripts/operations-table.ts';
import { descriptors } from '../src/descriptors.ts';

t.test('the table in the README is that of the descriptors', async (t) => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  t.equal(readme, withTable(readme, descriptors), 'if not, run scripts/write-readme.ts');
  t.throws(() => withTable('no markers', descriptors), /README.md lacks/);
});
