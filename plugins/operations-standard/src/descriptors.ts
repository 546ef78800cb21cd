import type { OperationDescriptor } from '@kora/contracts';
import { operations } from './operations.ts';

/** What the contract says about each operation: everything but the function that performs it. */
export const descriptors: readonly OperationDescriptor[] = operations.map((operation) => operation.describe());
