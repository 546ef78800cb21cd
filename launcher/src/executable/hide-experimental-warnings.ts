/** The part of `process` that tells of warnings. */
type Warns = Pick<NodeJS.Process, 'listeners' | 'removeAllListeners' | 'on'>;

/**
 * Keeps Node's notes about features that may still change away from users, who can do nothing about them. The runtime is
 * pinned, so they cannot change under this program. Every other warning is shown as before.
 */
export function hideExperimentalWarnings(process: Warns): void {
  const listeners = process.listeners('warning');
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    if (warning.name === 'ExperimentalWarning') return;
    for (const listener of listeners) listener(warning);
  });
}
