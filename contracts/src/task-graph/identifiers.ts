import { pattern } from '../codec/refined.ts';

/** A task's id, unique in its graph. */
export const taskIdCodec = pattern('TaskId', /^[A-Za-z0-9._-]{1,128}$/, '1 to 128 of A-Z a-z 0-9 . _ -');

/** A graph's id, chosen by its author; it names files in exports, so it has the same alphabet as a task's. */
export const graphIdCodec = pattern('GraphId', /^[A-Za-z0-9._-]{1,128}$/, '1 to 128 of A-Z a-z 0-9 . _ -');

/** An operation's name, `<group>.<verb>`. */
export const operationNameCodec = pattern(
  'OperationName',
  /^[a-z][a-z0-9_]{0,62}(\.[a-z][a-z0-9_]{0,62}){1,3}$/,
  'lower-case words joined by dots, such as table.aggregate',
);

/** A JSON pointer (RFC 6901). */
export const jsonPointerCodec = pattern(
  'JsonPointer',
  /^(\/([^~/]|~[01]){0,1024}){0,64}$/,
  'a JSON pointer such as /rows/0/name, or empty',
);

/** `major.minor.patch`, or `major.minor`. */
export const versionCodec = pattern(
  'Version',
  /^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})(\.(0|[1-9]\d{0,8}))?$/,
  'a version such as 1.0.0',
);

/** An RFC 3339 instant. */
export const timestampCodec = pattern(
  'Timestamp',
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/,
  'an RFC 3339 timestamp such as 2026-01-31T12:00:00Z',
);

/** A lower-case SHA-256 in hexadecimal. */
export const sha256Codec = pattern('Sha256', /^[0-9a-f]{64}$/, 'a SHA-256 of 64 lower-case hexadecimal digits');
