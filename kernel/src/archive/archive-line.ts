import {
  errorBodyCodec,
  integer,
  jsonValue,
  oneOf,
  resolvedInput,
  runTaskIdCodec,
  strict,
  taggedUnion,
  taskGraphCodec,
  text,
} from '@kora/contracts';
import * as t from 'io-ts';

/** Longest line, in bytes; a value that needs more is left out, and a line says so. */
export const MAX_LINE_BYTES = 33_554_432;
/** Bytes of one run's contents; what comes after that is left out. */
export const MAX_RUN_BYTES = 268_435_456;

const attempt = integer('AttemptIndex', 0, 1_000);
const kind = <const K extends string>(name: K) => oneOf(name, [name]);

/** One line of an archived run. */
export const archiveLineCodec = taggedUnion('ArchiveLine', 'kind', {
  graph: strict('GraphLine', { kind: kind('graph'), graph: taskGraphCodec }),
  input: strict('InputLine', {
    kind: kind('input'),
    task_id: runTaskIdCodec,
    attempt_index: attempt,
    value: resolvedInput,
  }),
  /** The input that the graph before declares for an operation, with the outputs before this line. */
  declared_input: strict('DeclaredInputLine', { kind: kind('declared_input'), task_id: runTaskIdCodec }),
  model_answer: strict('ModelAnswerLine', {
    kind: kind('model_answer'),
    task_id: runTaskIdCodec,
    attempt_index: attempt,
    text: text('ModelAnswer', MAX_LINE_BYTES),
  }),
  output: strict('OutputLine', { kind: kind('output'), task_id: runTaskIdCodec, value: jsonValue }),
  /** In the place of a line that would be too long. */
  omitted: strict('OmittedLine', {
    kind: kind('omitted'),
    what: oneOf('Omitted', ['graph', 'input', 'declared_input', 'model_answer', 'output', 'root_end', 'end']),
    bytes: integer('Bytes', 0),
  }),
  /** The end of a run whose final output is that of its root, which stands before. */
  root_end: strict('RootEndLine', { kind: kind('root_end'), error: t.union([errorBodyCodec, t.null]) }),
  end: strict('EndLine', { kind: kind('end'), final_output: jsonValue, error: t.union([errorBodyCodec, t.null]) }),
});
export type ArchiveLine = t.TypeOf<typeof archiveLineCodec>;
