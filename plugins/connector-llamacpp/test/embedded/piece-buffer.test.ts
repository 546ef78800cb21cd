import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import t from 'tap';
import { PieceBuffer, type PieceKind } from '../../src/embedded/child/piece-buffer.ts';

function buffer(held_ms: number) {
  const sent: string[] = [];
  return { sent, pieces: new PieceBuffer((kind, text) => sent.push(`${kind}:${text}`), held_ms) };
}

t.test('the first piece goes out at once, and those that follow it closely together', async (t) => {
  const { sent, pieces } = buffer(60_000);
  for (const text of ['a', 'b', 'c']) pieces.add('delta', text);
  t.same(sent, ['delta:a']);
  pieces.flush();
  t.same(sent, ['delta:a', 'delta:bc']);
});

t.test('what is held back goes out by itself', async (t) => {
  const { sent, pieces } = buffer(20);
  pieces.add('delta', 'a');
  pieces.add('delta', 'b');
  while (sent.length < 2) await sleep(1);
  t.same(sent, ['delta:a', 'delta:b']);
});

t.test('whatever comes, every letter is sent once, in order and under its kind', async (t) => {
  const kind = fc.constantFrom<PieceKind>('delta', 'thinking');
  const lettersOf = (list: readonly string[]) =>
    list.flatMap((entry) => {
      const [kind = '', text = ''] = entry.split(':');
      return [...text].map((letter) => `${kind}:${letter}`);
    });
  const chunks = fc.array(fc.tuple(kind, fc.stringMatching(/^[a-z]{1,3}$/)), { maxLength: 20 });
  fc.assert(
    fc.property(chunks, (chunks) => {
      const { sent, pieces } = buffer(60_000);
      for (const [kind, text] of chunks) pieces.add(kind, text);
      pieces.flush();
      const given = chunks.map(([kind, text]) => `${kind}:${text}`);
      return lettersOf(sent).join('\n') === lettersOf(given).join('\n');
    }),
  );
  t.pass('held for every sequence');
});
