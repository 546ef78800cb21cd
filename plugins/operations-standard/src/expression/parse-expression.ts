import { createParse } from 'mathjs';
import { fail, reasonOf } from '../operation/fail.ts';
import { Decimal } from '../values/decimal.ts';
import { NODE_KINDS, type NodeClass, type NodeKind, nodeClass, PERCENT, type SyntaxNode } from './syntax-node.ts';

const MAX_NESTING = 64;

const classes = Object.fromEntries(NODE_KINDS.map((kind) => [kind, nodeClass(kind)])) as Record<NodeKind, NodeClass>;

/** The grammar of math.js, without its evaluator, its types and its 100 ms of start-up. */
const parse = createParse({
  ...classes,
  typed: Object.assign(<T>(_name: string, signatures: { readonly string: T }) => signatures.string, {
    addConversion: () => undefined,
  }),
  numeric: (digits) => new Decimal(digits),
  config: { number: 'BigNumber', numberFallback: 'BigNumber' },
});

/** A % before something that begins an operand divides; any other one is a percent sign. */
const MODULO = /%(?=\s*(?!(?:mod|and|or|xor|to|in)\b)[\p{L}\p{N}_.(])/gu;

/**
 * Says which % is which before the parser sees them: left alone it takes `10% + 5` for the remainder of 10 by 5, and reads
 * what follows each % twice, which takes exponential time in nested parentheses. The percent sign travels as the postfix
 * operator ', which no expression may hold.
 */
function resolvePercents(expression: string): string {
  return expression.replaceAll(MODULO, ' mod ').replaceAll('%', PERCENT);
}

function checkNesting(expression: string, argument: string): void {
  let depth = 0;
  for (const character of expression) {
    if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth--;
    if (depth > MAX_NESTING) fail(argument, `nests parentheses more than ${MAX_NESTING} levels deep`);
  }
}

/**
 * Parses an expression in the syntax of math.js.
 * @throws Error that names `argument` and, where it is certain, the position of the mistake.
 */
export function parseExpression(expression: string, argument: string): SyntaxNode {
  if (/["'`;\n\r#]/.test(expression))
    fail(argument, 'may hold no texts, comments, line ends, or ";": one formula only');
  checkNesting(expression, argument);
  const resolved = resolvePercents(expression);
  try {
    return parse(resolved);
  } catch (error) {
    const reason = reasonOf(error);
    // Where a % became longer, the parser counts other characters than the reader.
    const honest = resolved.length === expression.length ? reason : reason.replace(/ \(char \d+\)$/, '');
    return fail(argument, `cannot be read: ${honest.replaceAll(PERCENT, '%')}`);
  }
}
