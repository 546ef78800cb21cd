import type { ModelEvent } from '@kora/contracts';
import { grammarProblems } from '@kora/plugin-sdk/testing';
import fc from 'fast-check';
import t from 'tap';

const usage = { tokens_in: 1, tokens_out: 1, source: 'reported' } as const;
const events = {
  s: {
    type: 'start',
    model_id: 'm',
    digest: null,
    structured_output: 'none',
    tokens_in: null,
    seed: null,
    parameters: {},
    warnings: [],
  },
  d: { type: 'delta', text: 'x' },
  t: { type: 'thinking', text: 'x' },
  e: { type: 'end', finish_reason: 'stop', usage },
  x: { type: 'error', error: { kind: 'transport', code: 'KORA_X_Y', message: 'm', retryable: true } },
} as const satisfies Record<string, ModelEvent>;

t.test('exactly the sequences of the grammar have no problems', async (t) => {
  const letters = fc.constantFrom<(keyof typeof events)[]>('s', 'd', 't', 'e', 'x');
  fc.assert(
    fc.property(fc.array(letters, { maxLength: 6 }), (sequence) => {
      const holds = /^(s[dt]*[ex]|x)$/.test(sequence.join(''));
      return holds === (grammarProblems(sequence.map((letter) => events[letter])).length === 0);
    }),
    { numRuns: 3000, examples: [[['s', 'e']], [['s', 'd', 't', 'x']], [['x']], [[]]] },
  );
  t.same(grammarProblems([events.d]), ['there must be one start, not 0', 'there must be one end or error, not 0']);
});
