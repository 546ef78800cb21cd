import open from 'open';
import type { Environment } from '../cli/environment.ts';

/** Whether a window can be seen here at all: a Linux machine without a display has no browser to open. */
export function hasDisplay({ env, platform }: Pick<Environment, 'env' | 'platform'>): boolean {
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/** Opens a link in the user's browser, when there can be one. That it cannot be opened is no reason to stop. */
export async function openWindow(
  link: string,
  environment: Pick<Environment, 'env' | 'platform' | 'terminal'>,
): Promise<void> {
  if (!hasDisplay(environment)) return;
  try {
    const child = await open(link);
    child.on('error', (error) => environment.terminal.say(`No browser could be opened (${error.message}).`));
    child.unref();
  } catch (error) {
    environment.terminal.say(`No browser could be opened (${error instanceof Error ? error.message : String(error)}).`);
  }
}
