import type * as t from 'io-ts';
import { ISSUE_CODES } from '../codec/issue.ts';
import { oneOf, text } from '../codec/refined.ts';
import { strict } from '../codec/strict.ts';

/** An `Issue` as it goes over the wire. */
export const issueCodec = strict('Issue', {
  path: text('JsonPointer', 100_000),
  code: oneOf('IssueCode', ISSUE_CODES),
  message: text('IssueMessage', 100_000),
});
export type IssueBody = t.TypeOf<typeof issueCodec>;
