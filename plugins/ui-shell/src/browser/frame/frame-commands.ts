import type { UiCommand } from '@kora/plugin-sdk/ui';
import type { KoraFrame } from './kora-frame.ts';

/** What the frame itself can do by key. Panels add theirs. */
export function frameCommands(frame: KoraFrame): readonly UiCommand[] {
  const { host } = frame;
  const always = (work: () => void) => () => {
    work();
    return true;
  };
  return [
    { id: 'frame.sidebar', title: 'Show or hide the sidebar', keys: 'Mod+B', run: always(() => frame.toggleSidebar()) },
    { id: 'frame.sidebar.show', title: 'Show the sidebar', keys: '', run: always(() => frame.toggleSidebar(true)) },
    { id: 'frame.notice', title: 'Go to the notices', keys: 'F8', run: () => frame.notices.focusLatest() },
    {
      id: 'frame.details',
      title: 'Show or hide execution details',
      keys: 'Mod+.',
      run: always(() => host.setAdvanced(!host.state.value.advanced)),
    },
    { id: 'frame.settings', title: 'Open the settings', keys: 'Mod+,', run: always(() => host.openSettings()) },
    {
      id: 'frame.shortcuts',
      title: 'List of shortcuts',
      keys: 'Mod+/',
      run: always(() => host.openSettings('keyboard')),
    },
  ];
}
