import { ApiError } from '@kora/plugin-sdk/ui';
import type { FrameHost } from './frame-host.ts';

const LOST_MS = 1_500;
const ONLINE_MS = 20_000;

/**
 * Looks whether Studio is there: now and then, and often while it is not. Comes to rest in hidden windows.
 * @returns the way to stop.
 */
export function watchConnection(host: FrameHost, onReturn: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = async () => {
    const before = host.state.value.connection;
    try {
      await host.api.get('/health');
      if (before === 'lost') onReturn();
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) host.state.set({ connection: 'expired' });
    }
    plan();
  };
  const plan = () => {
    clearTimeout(timer);
    if (document.hidden || host.state.value.connection === 'expired') return;
    timer = setTimeout(() => void look(), host.state.value.connection === 'lost' ? LOST_MS : ONLINE_MS);
  };
  const seen = () => (document.hidden ? plan() : void look());
  document.addEventListener('visibilitychange', seen);
  const leave = host.state.subscribe((state, before) => {
    if (state.connection !== before.connection) plan();
  });
  plan();
  return () => {
    clearTimeout(timer);
    leave();
    document.removeEventListener('visibilitychange', seen);
  };
}
