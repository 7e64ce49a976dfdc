import { readFileSync } from 'node:fs';
import { settingsTable } from '#platform/settings';
import { settingDefinitions } from './settings.ts';

/** The cells of each table row of a Markdown text, without the padding that lines columns up. */
function tableRows(markdown: string): readonly string[] {
  return markdown
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^[|\s:-]+$/.test(line))
    .map((line) => line.replaceAll(/ *\| */g, '|'));
}

test('the table of the README is the settings’ own', () => {
  const readme = tableRows(readFileSync(new URL('../../README.md', import.meta.url), 'utf8'));
  const [head, ...settings] = tableRows(settingsTable(settingDefinitions));
  const begin = readme.indexOf(head!);
  expect(readme.slice(begin, begin + 1 + settings.length)).toEqual([head, ...settings]);
});
