import t from 'tap';
import { type CpuProfile, hotSpotsOf } from '../src/profile/hot-spots.ts';

const node = (id: number, functionName: string, children: readonly number[] = []) => ({
  id,
  callFrame: { functionName, url: `file:///x/${functionName}.ts`, lineNumber: 4 },
  children,
});

t.test('self and total times are summed by function; a recursive one counts once, idle time not at all', async (t) => {
  const profile: CpuProfile = {
    nodes: [
      { id: 1, callFrame: { functionName: '(root)', url: '', lineNumber: -1 }, children: [2, 5] },
      node(2, 'outer', [3]),
      node(3, 'walk', [4]),
      node(4, 'walk'),
      { id: 5, callFrame: { functionName: '(idle)', url: '', lineNumber: -1 } },
    ],
    samples: [2, 3, 4, 4, 5],
    timeDeltas: [1000, 2000, 3000, 4000, 90_000],
  };
  const spots = hotSpotsOf(profile);
  t.match(spots, [
    { name: 'walk walk.ts:5', self_ms: 9, total_ms: 9, callers: ['outer outer.ts:5'] },
    { name: 'outer outer.ts:5', self_ms: 1, total_ms: 10 },
  ]);
  t.notOk(spots.some(({ name, self_ms }) => name === '(idle)' && self_ms > 0));
});
