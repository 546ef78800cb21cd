import { buildWorkspace } from './build-workspace.ts';

/** Builds what is stale, and ends this process with code 1 when something cannot be built. */
export async function buildOrExit(): Promise<readonly string[]> {
  const { built, failed } = await buildWorkspace((line) => console.error(line));
  if (failed.length > 0) process.exit(1);
  return built;
}
