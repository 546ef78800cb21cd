import { type Either, left, right } from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { ISSUE_CODES, type Issue, type IssueCode, pointerSegment } from './issue.ts';

const CODES = new Set<string>(ISSUE_CODES);

/** Issues reported for one value. A hostile value can be wrong in a million places; nobody reads that many. */
export const MAX_ISSUES = 100;

function toIssue(error: t.ValidationError): Issue {
  // Codecs write "CODE: sentence"; anything else comes from a plain io-ts codec and is a wrong type.
  const text = error.message ?? '';
  const colon = text.indexOf(': ');
  const code = text.slice(0, Math.max(colon, 0));
  // io-ts adds unnamed context entries for union members; they are no part of the path.
  const path = error.context.slice(1).filter((entry) => entry.key !== '' && !isMemberEntry(error.context, entry));
  const pointer = path.map((entry) => `/${pointerSegment(entry.key)}`).join('');
  if (CODES.has(code)) return { path: pointer, code: code as IssueCode, message: text.slice(colon + 2) };
  const expected = error.context.at(-1)?.type.name ?? 'another type';
  return { path: pointer, code: 'WRONG_TYPE', message: `must be ${expected}` };
}

function isMemberEntry(context: t.Context, entry: t.ContextEntry): boolean {
  const parent = context[context.indexOf(entry) - 1];
  return (parent?.type as { _tag?: string } | undefined)?._tag === 'UnionType';
}

/**
 * Decodes a value that came from outside.
 * @returns the value, or every issue with its path (at most {@link MAX_ISSUES}), ordered as found.
 */
export function decode<A>(codec: t.Type<A, unknown, unknown> | t.Type<A>, value: unknown): Either<readonly Issue[], A> {
  const result = (codec as t.Type<A>).decode(value);
  return result._tag === 'Right' ? right(result.right) : left(result.left.slice(0, MAX_ISSUES).map(toIssue));
}
