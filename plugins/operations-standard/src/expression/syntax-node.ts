/** The node classes that the parser of math.js wants to be given. */
export const NODE_KINDS = [
  'AccessorNode',
  'ArrayNode',
  'AssignmentNode',
  'BlockNode',
  'ConditionalNode',
  'ConstantNode',
  'FunctionAssignmentNode',
  'FunctionNode',
  'IndexNode',
  'ObjectNode',
  'OperatorNode',
  'ParenthesisNode',
  'RangeNode',
  'RelationalNode',
  'SymbolNode',
] as const;
export type NodeKind = (typeof NODE_KINDS)[number];

/** Stands for the percent sign after a number: the parser knows it as a postfix operator. */
export const PERCENT = "'";

export type NodeClass = new (...given: readonly unknown[]) => SyntaxNode;

/**
 * A node as data: its kind and what the parser gave to its constructor. It has none of the behaviour of math.js nodes, so
 * nothing that is written in an expression can reach further than the evaluator of this folder.
 */
export class SyntaxNode {
  readonly kind: NodeKind;
  readonly given: readonly unknown[];

  constructor(kind: NodeKind, given: readonly unknown[]) {
    this.kind = kind;
    this.given = given;
  }

  // The parser asks a node what it is and, of operators and symbols, for their parts.
  get isNode(): boolean {
    return true;
  }
  get isConstantNode(): boolean {
    return this.kind === 'ConstantNode';
  }
  get isOperatorNode(): boolean {
    return this.kind === 'OperatorNode';
  }
  get isSymbolNode(): boolean {
    return this.kind === 'SymbolNode';
  }
  /** After + and - the parser takes such a node as a share of the left side. */
  get isPercentage(): boolean {
    if (this.op === PERCENT) return true;
    const [operand] = this.fn === 'unaryMinus' && Array.isArray(this.args) ? this.args : [];
    return operand instanceof SyntaxNode && operand.isPercentage;
  }
  get op(): unknown {
    return this.isOperatorNode ? this.given[0] : undefined;
  }
  get fn(): unknown {
    return this.isOperatorNode ? this.given[1] : undefined;
  }
  get args(): unknown {
    return this.isOperatorNode ? this.given[2] : undefined;
  }
  get name(): unknown {
    return this.isSymbolNode ? this.given[0] : undefined;
  }
}

/** A class of nodes of one kind. */
export function nodeClass(kind: NodeKind): NodeClass {
  return class extends SyntaxNode {
    constructor(...given: readonly unknown[]) {
      super(kind, given);
    }
  };
}
