import { fail, quoted, reasonOf } from '../operation/fail.ts';
import { Decimal } from '../values/decimal.ts';
import { CONSTANTS, FUNCTIONS } from './functions.ts';
import { OPERATORS, type Operand } from './operators.ts';
import { parseExpression } from './parse-expression.ts';
import { SyntaxNode } from './syntax-node.ts';

/** Values by variable name. Names that the expression uses and that this lacks may still be constants. */
export type Variables = ReadonlyMap<string, Decimal>;

/** Evaluates one parsed expression for one set of variables. */
class Evaluation {
  readonly #argument: string;
  readonly #variables: Variables;
  // The parser shares nodes: `a + 5%` holds `a` twice. Without this, a chain of percentages would take exponential time.
  readonly #known = new Map<SyntaxNode, Operand>();

  constructor(argument: string, variables: Variables) {
    this.#argument = argument;
    this.#variables = variables;
  }

  value(node: unknown): Operand {
    if (!(node instanceof SyntaxNode)) return this.#refuse('this part');
    const known = this.#known.get(node);
    if (known !== undefined) return known;
    const value = this.#compute(node);
    if (value instanceof Decimal && !value.isFinite()) {
      fail(
        this.#argument,
        'leaves the range of numbers, or has no real result (such as 0/0 or the root of a negative)',
      );
    }
    this.#known.set(node, value);
    return value;
  }

  #compute(node: SyntaxNode): Operand {
    const [first, second, third] = node.given;
    switch (node.kind) {
      case 'ConstantNode':
        return this.#constant(first);
      case 'SymbolNode':
        return this.#symbol(String(first));
      case 'ParenthesisNode':
        return this.value(first);
      case 'OperatorNode':
        return this.#operator(String(first), String(second), third);
      case 'FunctionNode':
        return this.#call(first, second);
      case 'RelationalNode':
        return this.#relation(first, second);
      case 'ConditionalNode':
        return this.value(this.#condition(first) ? second : third);
      default:
        return this.#refuse(`${node.kind.replace(/Node$/, '').toLowerCase()} syntax`);
    }
  }

  #constant(value: unknown): Operand {
    if (value instanceof Decimal || typeof value === 'boolean') return value;
    return typeof value === 'number'
      ? new Decimal(value)
      : this.#refuse(value === undefined ? 'nothing' : quoted(value));
  }

  #symbol(name: string): Operand {
    const value = this.#variables.get(name) ?? CONSTANTS.get(name);
    return value ?? fail(this.#argument, `uses ${quoted(name)}, for which no value is given in the variables`);
  }

  #operator(sign: string, name: string, operands: unknown): Operand {
    const apply = OPERATORS.get(name);
    if (apply === undefined || !Array.isArray(operands)) return this.#refuse(`the operator ${sign}`);
    const values = operands.map((operand) => this.value(operand));
    return this.#guarded(sign, () => apply(values));
  }

  #call(callee: unknown, given: unknown): Operand {
    const name = callee instanceof SyntaxNode && callee.kind === 'SymbolNode' ? String(callee.given[0]) : '';
    const called = FUNCTIONS.get(name);
    if (called === undefined || !Array.isArray(given)) {
      return fail(this.#argument, `calls ${quoted(name)}; functions are ${[...FUNCTIONS.keys()].join(', ')}`);
    }
    if (given.length < called.least || given.length > called.most) {
      const range = called.least === called.most ? called.least : `${called.least} to ${called.most}`;
      return fail(this.#argument, `gives ${given.length} arguments to ${name}, which takes ${range}`);
    }
    const values = given.map((item) => this.value(item));
    return this.#guarded(name, () => {
      if (values.every((value) => value instanceof Decimal)) return called.apply(...values);
      throw new RangeError('takes numbers, not true or false');
    });
  }

  #relation(names: unknown, operands: unknown): Operand {
    if (!Array.isArray(names) || !Array.isArray(operands)) return this.#refuse('this comparison');
    const values = operands.map((operand) => this.value(operand));
    return names.every((name, i) => {
      const compare = OPERATORS.get(String(name));
      const [left, right] = [values[i], values[i + 1]];
      if (compare === undefined || left === undefined || right === undefined) return this.#refuse('this comparison');
      return this.#guarded('comparison', () => compare([left, right])) === true;
    });
  }

  #condition(node: unknown): boolean {
    const value = this.value(node);
    return typeof value === 'boolean' ? value : fail(this.#argument, 'has a number where ? needs a condition');
  }

  #guarded(name: string, compute: () => Operand): Operand {
    try {
      return compute();
    } catch (error) {
      return fail(this.#argument, `cannot be computed: ${name} ${reasonOf(error)}`);
    }
  }

  #refuse(what: string): never {
    return fail(this.#argument, `may not hold ${what}: only numbers, variables, operators, functions and conditions`);
  }
}

/**
 * Parses an expression once; the result evaluates it for variables, as often as there are rows.
 * @throws Error that names `argument`: syntax, unknown names, division by zero, results that are no finite real number.
 */
export function compileExpression(expression: string, argument: string): (variables: Variables) => Decimal {
  const root = parseExpression(expression, argument);
  return (variables) => {
    const value = new Evaluation(argument, variables).value(root);
    return value instanceof Decimal
      ? value
      : fail(argument, 'gives true or false; use a ? b : c to make a number of it');
  };
}
