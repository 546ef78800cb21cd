import type * as t from 'io-ts';
import { oneOf } from '../codec/refined.ts';
import { strict } from '../codec/strict.ts';
import { sourceCodec } from './for-each.ts';
import { jsonPointerCodec, taskIdCodec } from './identifiers.ts';

/** Stands for a value in the output of a dependency. An absent pointer means the whole output. */
export const referenceCodec = strict('Reference', { $from: taskIdCodec }, { pointer: jsonPointerCodec });
export type Reference = t.TypeOf<typeof referenceCodec>;

/** A reference inside a model message, with the form that the value takes as text. `text` is the default. */
export const contentReferenceCodec = strict(
  'ContentReference',
  { $from: sourceCodec },
  { pointer: jsonPointerCodec, as: oneOf('ContentForm', ['text', 'json', 'csv']) },
);
export type ContentReference = t.TypeOf<typeof contentReferenceCodec>;
