import type { Json } from '@kora/contracts';
import { defineOperation } from '../../operation/define-operation.ts';
import { fail, quoted } from '../../operation/fail.ts';
import { any, choice, MAX_TEXT, object, record, text } from '../../operation/schema.ts';
import { canonicalText } from '../../values/canonical.ts';
import { isList, isObject } from '../../values/is-object.ts';
import { indexOf } from '../../values/pointer.ts';

function lookUp(values: Json, path: string): Json | undefined {
  let current: Json | undefined = values;
  for (const step of path.split('.')) {
    if (isList(current)) {
      const index = indexOf(step, current.length);
      current = index === undefined ? undefined : current[index];
    } else if (isObject(current) && Object.hasOwn(current, step)) current = current[step];
    else return undefined;
  }
  return current;
}

/** Texts stand as they are, null is empty, lists and objects are canonical JSON. What is inserted is never expanded again. */
export const template = defineOperation('text.template', () => ({
  version: '1.0.0',
  summary: 'Fills {{name}} and {{person.name}} and {{rows.0}} in a text with values.',
  arguments: object(
    {
      template: text('Text with {{names}} in it'),
      values: record(any(), 'Values by name; dots go into objects and lists'),
    },
    { missing: choice(['error', 'empty', 'keep'], 'What becomes of a name without a value (default error)') },
  ),
  result: text(),
  examples: [
    {
      arguments: {
        template: '{{ name }} has {{count}} items, first {{items.0.title}}.',
        values: { name: 'Ada', count: 2, items: [{ title: 'pen' }] },
      },
      result: 'Ada has 2 items, first pen.',
    },
    { arguments: { template: 'Dear {{title}}', values: {}, missing: 'keep' }, result: 'Dear {{title}}' },
  ],
  run({ template, values, missing = 'error' }) {
    let length = template.length;
    return template.replaceAll(/\{\{ {0,8}([^\s{}]{1,256}) {0,8}\}\}/g, (whole: string, path: string) => {
      const value = lookUp(values, path);
      if (value === undefined && missing === 'error')
        fail('values', `has no ${quoted(path)}, which the template names`);
      if (value === undefined) return missing === 'keep' ? whole : '';
      const inserted = typeof value === 'string' ? value : value === null ? '' : canonicalText(value);
      length += inserted.length;
      if (length > MAX_TEXT) fail('template', `becomes longer than ${MAX_TEXT} characters`);
      return inserted;
    });
  },
}));
