import { decode, prepareGraph, taskGraphCodec } from '@kora/contracts';
import t from 'tap';
import { INVALID_GRAPHS } from '../support/invalid-graphs.ts';

for (const { what, graph, issues } of INVALID_GRAPHS) {
  t.test(`${what} is refused with its own issue`, async (t) => {
    const decoded = decode(taskGraphCodec, graph);
    const prepared = decoded._tag === 'Left' ? decoded : prepareGraph(decoded.right);
    const found = prepared._tag === 'Left' ? prepared.left : [];
    for (const expected of issues) {
      const [code, path] = expected.split(' ');
      t.ok(
        found.some((issue) => issue.code === code && (path === '' || issue.path.startsWith(path ?? ''))),
        `${expected} in ${JSON.stringify(found)}`,
      );
    }
    t.ok(
      found.every(({ message }) => message.length > 10 && !message.includes('undefined')),
      'each issue says what is wrong',
    );
  });
}
