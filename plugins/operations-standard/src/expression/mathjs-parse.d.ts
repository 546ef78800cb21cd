import type { NodeClass, NodeKind, SyntaxNode } from './syntax-node.ts';

// math.js exports the factory of its parser, but its type declarations do not mention it.
declare module 'mathjs' {
  interface ParserDependencies extends Readonly<Record<NodeKind, NodeClass>> {
    /** Stands in for the dispatcher `typed-function`: gets the implementations by signature. */
    readonly typed: ((name: string, signatures: { readonly string: Parse }) => Parse) & {
      readonly addConversion: (conversion: unknown) => void;
    };
    /** Makes the value of a number as it is written. */
    readonly numeric: (digits: string, type: string) => unknown;
    readonly config: { readonly number: string; readonly numberFallback: string };
  }
  type Parse = (expression: string) => SyntaxNode;
  export function createParse(dependencies: ParserDependencies): Parse;
}
