import type { OperationLibrary } from '@kora/contracts';

/** Describes `text.word_count`. @param source the text of word-count.js, which does the work. */
export function wordCountLibrary(source: string): OperationLibrary {
  return {
    id: 'word-count',
    specVersion: '1.0',
    operations: [
      {
        name: 'text.word_count',
        version: '1.0.0',
        summary: 'Counts the words of a text.',
        arguments: {
          type: 'object',
          properties: { text: { type: 'string' } },
          required: ['text'],
          additionalProperties: false,
        },
        result: { type: 'integer', minimum: 0 },
        examples: [
          { arguments: { text: "It's a small step." }, result: 4 },
          { arguments: { text: '' }, result: 0 },
        ],
      },
    ],
    script: { filename: 'word-count.js', source },
  };
}
