import type { Json, JsonObject } from '@kora/contracts';

/** A shape of answer: its schema, texts that fit it and texts that do not. */
export interface AnswerShape {
  readonly schema: JsonObject;
  readonly good: (n: number) => string;
  readonly bad: (n: number) => string;
}

const json = (value: Json) => JSON.stringify(value);

/** Schemas that model tasks ask for. The bad texts look like the good ones, as those of real runtimes do. */
export const ANSWER_SHAPES: readonly AnswerShape[] = [
  {
    schema: { type: 'object', properties: { n: { type: 'integer' }, word: { type: 'string' } }, required: ['n'] },
    good: (n) => json({ n, word: `SECRET-answer-${n}` }),
    bad: (n) => json({ n, [`SECRET-key-${n}`]: `SECRET-extra-${n}` }),
  },
  {
    schema: { type: 'array', items: { type: 'integer' }, maxItems: 2 },
    good: (n) => json([n, n]),
    bad: (n) => json([n, `SECRET-item-${n}`]),
  },
  {
    schema: { type: 'string' },
    good: (n) => `SECRET-prose-${n} is all there is to say.`,
    bad: () => '   ',
  },
  {
    schema: { enum: ['yes', 'no'] },
    good: (n) => json(n % 2 === 0 ? 'yes' : 'no'),
    bad: (n) => json(`SECRET-choice-${n}`),
  },
  {
    schema: {
      type: 'object',
      properties: { inner: { type: 'object', properties: { ok: { type: 'boolean' } }, required: ['ok'] } },
      required: ['inner'],
    },
    good: () => json({ inner: { ok: true } }),
    bad: (n) => json({ inner: { ok: true, more: `SECRET-more-${n}` } }),
  },
  {
    schema: {
      type: 'object',
      properties: { scores: { type: 'object', additionalProperties: { type: 'integer' } } },
      required: ['scores'],
    },
    good: (n) => json({ scores: { a: n } }),
    bad: (n) => json({ scores: { [`SECRET-name-${n}`]: 'high' } }),
  },
];
