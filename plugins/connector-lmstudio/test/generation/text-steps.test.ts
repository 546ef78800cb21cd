import fc from 'fast-check';
import t from 'tap';
import type { TextStep } from '../../src/generation/chat-stream.ts';
import { TextSteps } from '../../src/generation/text-steps.ts';

/** What comes out when a text is cut into pieces, by kind. */
function sorted(text: string, cuts: readonly number[], wantsJson: boolean) {
  const steps = new TextSteps(wantsJson);
  const places = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
  const out: TextStep[] = [];
  for (const [i, end] of places.slice(1).entries()) {
    const piece = text.slice(places[i], end);
    if (piece !== '') out.push(...steps.push({ type: 'delta', text: piece }));
  }
  out.push(...steps.end());
  const of = (type: TextStep['type']) => out.map((step) => (step.type === type ? step.text : '')).join('');
  return { answer: of('delta'), thinking: of('thinking'), hasEmpty: out.some((step) => step.text === '') };
}

t.test('how a text is cut into tokens does not change what is thinking and what is answer', async (t) => {
  const part = fc.constantFrom('<think>', '</think>', '<thi', '</', '<', ' ', '\n', 'a', '{"n":1}', 'think>');
  const texts = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(texts, fc.array(fc.nat(), { maxLength: 6 }), fc.boolean(), (text, cuts, wantsJson) => {
      const { hasEmpty, ...whole } = sorted(text, [], wantsJson);
      t.notOk(hasEmpty);
      const pieces = sorted(text, cuts, wantsJson);
      if (pieces.answer !== whole.answer || pieces.thinking !== whole.thinking) return false;
      return text.trimStart().startsWith('<think>') || whole.answer === text;
    }),
    { numRuns: 500 },
  );
});

t.test('tags count only at the beginning, and what is never closed is thinking', async (t) => {
  t.match(sorted('<think>a</think>\n\nb', [3, 9], false), { thinking: 'a', answer: 'b' });
  t.match(sorted(' \n<think>a', [4], false), { thinking: 'a', answer: '' });
  t.match(sorted('use <think>a</think>', [5], false), { thinking: '', answer: 'use <think>a</think>' });
  t.match(sorted('<thin', [2], false), { thinking: '', answer: '<thin' });
  t.match(sorted('<think></think>b', [], false), { thinking: '', answer: 'b' });
});
