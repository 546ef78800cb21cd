/** What is wrong with a value, in words that a program can switch on. Documented in docs/contracts/task_ir_contract.md. */
export const ISSUE_CODES = [
  'WRONG_TYPE',
  'MISSING_FIELD',
  'UNKNOWN_FIELD',
  'FORBIDDEN_KEY',
  'OUT_OF_RANGE',
  'BAD_FORMAT',
  'TOO_LARGE',
  'TOO_DEEP',
  'VERSION_MISMATCH',
  'NO_TASKS',
  'TOO_MANY_TASKS',
  'DUPLICATE_TASK_ID',
  'MISSING_ROOT',
  'UNKNOWN_DEPENDENCY',
  'DUPLICATE_DEPENDENCY',
  'SELF_DEPENDENCY',
  'CYCLE',
  'UNDECLARED_REFERENCE',
  'MISSING_BUDGET',
  'MISSING_SCHEMA',
  'BAD_SCHEMA',
  'UNKNOWN_OPERATION',
  'BAD_ARGUMENTS',
] as const;

export type IssueCode = (typeof ISSUE_CODES)[number];

/** One thing that is wrong with a value. */
export interface Issue {
  /** Where, as an RFC 6901 JSON pointer into the decoded value; "" is the whole value. */
  readonly path: string;
  readonly code: IssueCode;
  /** One sentence for a person: what is wrong, and what would be right. */
  readonly message: string;
}

/** Escapes one key for use in a JSON pointer (RFC 6901, section 3). */
export function pointerSegment(key: string | number): string {
  return String(key).replaceAll('~', '~0').replaceAll('/', '~1');
}
