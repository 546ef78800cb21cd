import fc from 'fast-check';
import t from 'tap';
import { compareVersions } from '../../src/install/compare-versions.ts';

const part = fc.nat(1000);
const parts = fc.tuple(part, part, part);

t.test('versions are ordered by their numbers, from the left', async () => {
  const less = (a: readonly number[], b: readonly number[]) => {
    const at = a.findIndex((value, index) => value !== b[index]);
    return at === -1 ? 0 : Math.sign((a[at] ?? 0) - (b[at] ?? 0));
  };
  fc.assert(fc.property(parts, parts, (a, b) => Math.sign(compareVersions(a.join('.'), b.join('.'))) === less(a, b)));
});

t.test('a version without a patch number is that of patch 0', async (t) => {
  t.equal(compareVersions('1.2', '1.2.0'), 0);
  t.ok(compareVersions('1.2', '1.2.1') < 0);
});
