export type { ArchivedRun } from './archived-run.ts';
export { archiveErrors } from './errors.ts';
export { openRunArchive, type RunArchive } from './run-archive.ts';
export type { RunContentWriter } from './run-content-writer.ts';
