const SPACE = /[ \t\n\r]*/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Where JSON text stops being JSON. Line and column count from 1, position from 0, all in UTF-16 units. */
export interface JsonFault {
  readonly problem: string;
  readonly position: number;
  readonly line: number;
  readonly column: number;
}

function endOf(expression: RegExp, text: string, position: number): number {
  expression.lastIndex = position;
  return expression.test(text) ? expression.lastIndex : position;
}

/** Position after the string that begins at `start`, or of the first character in it that may not be there. */
function readString(text: string, start: number): { at: number; ok: boolean } {
  let at = start + 1;
  while (at < text.length) {
    const character = text.charCodeAt(at);
    if (character === 0x22) return { at: at + 1, ok: true };
    const next = character === 0x5c ? endOf(ESCAPE, text, at) : at + 1;
    if (next === at || character < 0x20) return { at, ok: false };
    at = next;
  }
  return { at, ok: false };
}

type Expected = 'value' | 'first item or ]' | 'key' | 'first key or }' | 'colon' | 'comma or end' | 'end of the text';

/** Walks text by the grammar of RFC 8259, with a stack of its own, to the first place that breaks it. */
function faultPosition(text: string): { at: number; expected: string } | null {
  const open: string[] = [];
  let expected: Expected = 'value';
  const afterValue = (): Expected => (open.length === 0 ? 'end of the text' : 'comma or end');
  for (let at = endOf(SPACE, text, 0); ; at = endOf(SPACE, text, at)) {
    const character = text[at];
    const fault = { at, expected: `expected ${expected}` };
    if (character === undefined) return expected === 'end of the text' ? null : fault;
    const top = open.at(-1);
    const wantsKey: boolean = expected === 'key' || expected === 'first key or }';
    const wantsValue: boolean = expected === 'value' || expected === 'first item or ]';
    if (character === '"' && (wantsKey || wantsValue)) {
      const string = readString(text, at);
      if (!string.ok) return { at: string.at, expected: 'broken or unfinished string' };
      at = string.at;
      expected = wantsKey ? 'colon' : afterValue();
    } else if ((character === '{' || character === '[') && wantsValue) {
      open.push(character);
      at++;
      expected = character === '{' ? 'first key or }' : 'first item or ]';
    } else if (character === '}' && top === '{' && (expected === 'first key or }' || expected === 'comma or end')) {
      open.pop();
      at++;
      expected = afterValue();
    } else if (character === ']' && top === '[' && (expected === 'first item or ]' || expected === 'comma or end')) {
      open.pop();
      at++;
      expected = afterValue();
    } else if (character === ',' && expected === 'comma or end') {
      at++;
      expected = top === '{' ? 'key' : 'value';
    } else if (character === ':' && expected === 'colon') {
      at++;
      expected = 'value';
    } else if (wantsValue && endOf(SCALAR, text, at) > at) {
      at = endOf(SCALAR, text, at);
      expected = afterValue();
    } else return fault;
  }
}

/**
 * Finds the place where text that `JSON.parse` has refused stops being JSON. V8's own message names a position for some
 * faults only, and quotes the text, which may be anybody's words.
 */
export function locateJsonError(text: string): JsonFault {
  const { at, expected } = faultPosition(text) ?? { at: text.length, expected: 'expected JSON' };
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  return { problem: expected, position: at, line, column: at - before.lastIndexOf('\n') };
}
