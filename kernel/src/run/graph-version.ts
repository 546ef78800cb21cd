import {
  type Issue,
  isRecord,
  KORA_VERSION,
  type VersionMismatch,
  versionCodec,
  versionMismatch,
} from '@kora/contracts';

/** A graph of another major version, and the issue that says so. */
export interface ForeignGraph {
  readonly mismatch: VersionMismatch;
  readonly issue: Issue;
}

/**
 * Looks at the declared version of a graph that has not been decoded. A graph of another major version has fields that this
 * one does not know; its author must hear of the version and not of a hundred unknown fields.
 */
export function foreignGraph(graph: unknown): ForeignGraph | null {
  const declared = isRecord(graph) && Object.hasOwn(graph, 'kora_version') ? graph.kora_version : undefined;
  if (!versionCodec.is(declared)) return null;
  const mismatch = versionMismatch(declared, KORA_VERSION);
  if (mismatch === null) return null;
  const message = `version ${declared} is not supported; this is KORA ${KORA_VERSION}`;
  return { mismatch, issue: { path: '/kora_version', code: 'VERSION_MISMATCH', message } };
}
