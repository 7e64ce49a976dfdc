import { readFileSync } from 'node:fs';
import { readSettings, SettingError, settingsTable } from '#platform/settings';
import { requireClockOfItsOwn, settingDefinitions, type ServiceSettings } from './index.ts';

/** The cells of each table row of a Markdown text, without the padding that lines columns up. */
function tableRows(markdown: string): readonly string[] {
  return markdown
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^[|\s:-]+$/.test(line))
    .map((line) => line.replaceAll(/ *\| */g, '|'));
}

test('the table of the README is the settings’ own', () => {
  const readme = tableRows(readFileSync(new URL('../../../README.md', import.meta.url), 'utf8'));
  const [head, ...settings] = tableRows(settingsTable(settingDefinitions));
  const begin = readme.indexOf(head!);
  expect(readme.slice(begin, begin + 1 + settings.length)).toEqual([head, ...settings]);
});

describe('a clock that is moved', () => {
  const settings = (environment: Readonly<Record<string, string>>): ServiceSettings =>
    readSettings({ DEVELOPMENT_CLOCK: '2025-11-04T09:00:00+09:00', ...environment }, settingDefinitions);

  test('begins at an instant, and is for the embedded profile', () => {
    expect(settings({}).developmentClock).toBe('2025-11-04T00:00:00.000Z');
    expect(requireClockOfItsOwn(settings({}), false)).toBeUndefined();
  });

  test.each([
    ['EVENT_STORE_URL', 'esdb://127.0.0.1:2113?tls=false'],
    ['DATABASE_URL', 'postgres://127.0.0.1/models'],
    ['OIDC_ISSUER', 'https://id.example.jp'],
    ['PROJECTOR', 'apart'],
  ])('not with %s', (variable, value) =>
    expect(() => requireClockOfItsOwn(settings({ [variable]: value }), false)).toThrow(SettingError),
  );

  test('nor in production', () => expect(() => requireClockOfItsOwn(settings({}), true)).toThrow(SettingError));
});
