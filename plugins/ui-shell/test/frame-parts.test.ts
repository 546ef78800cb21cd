import type { ChatSettings, Conversation } from '@kora/contracts';
import fc from 'fast-check';
import t from 'tap';
import { parsePreferences } from '../src/browser/frame/preferences.ts';
import { formatRoute, parseRoute } from '../src/browser/frame/route.ts';
import { CommandRegistry, type ShortcutMemory } from '../src/browser/keyboard/command-registry.ts';
import { isAllowedShortcut, keyLabels, keyName } from '../src/browser/keyboard/key-names.ts';
import { NUMBER_FIELDS, parseNumber } from '../src/browser/settings/number-field.ts';
import {
  NOTHING_LISTED,
  withConversation,
  withoutConversation,
  withPage,
} from '../src/browser/sidebar/conversation-list.ts';
import { snippetParts } from '../src/browser/sidebar/snippet.ts';

t.test('addresses are read as they are written', async (t) => {
  t.same(parseRoute(''), { panel: '', path: '' });
  t.same(parseRoute('#/chat/conv_1'), { panel: 'chat', path: 'conv_1' });
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]{1,9}$/), fc.stringMatching(/^[a-z/_0-9]{0,20}$/), (panel, path) => {
      const read = parseRoute(formatRoute({ panel, path }));
      return read.panel === panel && read.path === path;
    }),
  );
});

t.test('stored preferences of any shape become preferences', async (t) => {
  t.match(parsePreferences('{"theme":"dark","advanced":true,"keys":{"a":"Mod+J","b":7}}'), {
    theme: 'dark',
    advanced: true,
    keys: { a: 'Mod+J' },
  });
  const plain = parsePreferences(null);
  for (const text of ['', 'x', '7', '[]', 'null', '{"theme":"__proto__","keys":7,"sidebar":"no"}'])
    t.same(parsePreferences(text), plain, text);
});

t.test('keys have the same name on every keyboard', async (t) => {
  const press = (key: string, code: string, modifiers = {}) => ({
    key,
    code,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    ...modifiers,
  });
  t.equal(keyName(press('k', 'KeyK', { ctrlKey: true }), false), 'Mod+K');
  t.equal(keyName(press('k', 'KeyK', { metaKey: true }), true), 'Mod+K');
  t.equal(keyName(press('ç', 'KeyC', { altKey: true }), true), 'Alt+C', 'what Alt types on a Mac does not matter');
  t.equal(keyName(press('Shift', 'ShiftLeft', { shiftKey: true }), false), null);
  t.equal(keyName(press('Escape', 'Escape'), false), 'Escape');
  t.same(keyLabels('Mod+Shift+O', false), ['Ctrl', 'Shift', 'O']);
  t.same(keyLabels('Mod+Shift+O', true), ['⌘', '⇧', 'O']);
  for (const name of ['a', 'Shift+A', 'Enter', 'Tab']) t.notOk(isAllowedShortcut(name), name);
  for (const name of ['Mod+K', 'Alt+N', 'F2', 'Escape']) t.ok(isAllowedShortcut(name), name);
});

t.test('commands run by the keys that people chose, and by none when shortcuts are off', async (t) => {
  let kept: ReturnType<ShortcutMemory['load']> = { keys: {}, shortcuts: true };
  const registry = new CommandRegistry({
    load: () => kept,
    save: (change) => {
      kept = { ...kept, ...change };
    },
  });
  const ran: string[] = [];
  const command = (id: string, keys: string, result = true) => ({
    id,
    title: id,
    keys,
    run: () => ran.push(id) > 0 && result,
  });
  const remove = registry.add(command('a', 'Mod+A'));
  registry.add(command('idle', 'Escape', false));
  registry.add(command('stop', 'Escape'));
  t.ok(registry.press('Mod+A'));
  registry.change('a', 'Mod+J');
  t.notOk(registry.press('Mod+A'));
  t.ok(registry.press('Mod+J'));
  registry.change('a', null);
  t.ok(registry.press('Mod+A'));
  t.ok(registry.press('Escape'), 'a command with nothing to do leaves the key to the next');
  registry.enable(false);
  t.notOk(registry.press('Mod+A'));
  t.ok(registry.press('Escape'), 'Escape is always there');
  remove();
  t.notOk(registry.run('a'));
  t.same(ran, ['a', 'a', 'a', 'idle', 'stop', 'idle', 'stop']);
});

t.test('the list of conversations takes pages and news in any order', async (t) => {
  const conversation = (conversation_id: string, updated_at: string): Conversation => ({
    conversation_id,
    title: conversation_id,
    created_at: updated_at,
    updated_at,
    message_count: 0,
    settings: {},
    answering: false,
  });
  const [a, b, newer] = [
    conversation('a', '2026-01-01'),
    conversation('b', '2026-01-02'),
    conversation('a', '2026-01-03'),
  ];
  const listed = withPage(NOTHING_LISTED, { conversations: [b, a], next_before: 'x' });
  t.same(listed.items, [b, a]);
  t.same(withConversation(listed, newer).items, [newer, b]);
  t.same(withPage(withConversation(listed, newer), { conversations: [a], next_before: null }), {
    items: [b, a],
    next: null,
  });
  t.same(withoutConversation(listed, 'a').items, [b]);
});

t.test('found words are marked by their marks, never by markup', async (t) => {
  t.same(snippetParts('a \ue000hit\ue001 <b>'), [
    { text: 'a ', hit: false },
    { text: 'hit', hit: true },
    { text: ' <b>', hit: false },
  ]);
  fc.assert(
    fc.property(fc.string(), (text) => snippetParts(text.replaceAll(/[\ue000\ue001]/g, '')).every(({ hit }) => !hit)),
  );
});

t.test('numbers of the settings go where they belong, and only within bounds', async (t) => {
  const settings: ChatSettings = {
    model: null,
    mode: 'auto',
    budget: { max_tokens: 100, max_time_ms: 30_000, max_retries: 1 },
    parameters: { temperature: 0.5, seed: 7 },
    system_prompt: '',
    reuse: true,
  };
  const field = (id: string) => {
    const found = NUMBER_FIELDS.find((each) => each.id === id);
    if (found === undefined) throw new Error(`there is no field ${id}`);
    return found;
  };
  const [time, temperature] = [field('max_time_ms'), field('temperature')];
  t.equal(time.read(settings), 30);
  t.same(time.change(settings, 1.5), { budget: { max_tokens: 100, max_time_ms: 1500, max_retries: 1 } });
  t.equal(time.change(settings, null), null, 'a budget cannot be empty');
  t.same(temperature.change(settings, null), { parameters: { seed: 7 } });
  t.equal(parseNumber(' ', temperature), null);
  t.equal(parseNumber('0.7', temperature), 0.7);
  for (const text of ['3', '-1', 'x', 'NaN', '1e9']) t.match(parseNumber(text, temperature), /Between 0 and 2/, text);
  t.match(parseNumber('1.5', field('max_retries')), /whole number/);
});
