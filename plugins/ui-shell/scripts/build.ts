import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SHARED_MODULES } from '../src/shared-modules.ts';
import { drawIcon } from './draw-icon.ts';

const PANELS = {
  frame: 'src/browser/frame/kora-frame.ts',
  conversations: 'src/browser/sidebar/kora-conversations.ts',
  'run-summary': 'src/browser/inspector/kora-run-summary.ts',
  execution: 'src/browser/settings/kora-execution.ts',
  conversation: 'src/browser/settings/kora-conversation.ts',
  backends: 'src/browser/settings/kora-backends.ts',
  appearance: 'src/browser/settings/kora-appearance.ts',
  keyboard: 'src/browser/settings/kora-keyboard.ts',
  data: 'src/browser/settings/kora-data.ts',
  status: 'src/browser/status/kora-status.ts',
};

const shared = Object.entries(SHARED_MODULES).map(([name, file]) => [file, name]);

/** Panels, and what they share; bundled together, so that the frame uses the same copies as everybody else. */
export const browser = { entries: { ...Object.fromEntries(shared), ...PANELS } };

/** Adds style sheet, web app manifest and icons. */
export async function buildPlugin(outFolder: string): Promise<undefined> {
  const folder = join(outFolder, 'ui');
  await mkdir(folder, { recursive: true });
  await cp(join(import.meta.dirname, '..', 'assets'), folder, { recursive: true });
  for (const size of [192, 512]) await writeFile(join(folder, `icon-${size}.png`), drawIcon(size));
}
