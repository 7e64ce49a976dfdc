import { Problem } from '#platform/http';
import { CodeListsController } from './code-lists.controller.ts';

const at = (now: string) => new CodeListsController({ now: () => now });
const codesOf = (controller: CodeListsController, list: string, version?: string) =>
  controller
    .lists(version)
    .lists.find(({ name }) => name === list)
    ?.codes.map(({ code }) => code);

test.each([
  ['2025-10-21T14:59:59.999Z', 'DECL-2021'],
  ['2025-10-21T15:00:00.000Z', 'AGR-2025'],
])('at %s the lists are those of %s, by the day in Tokyo', (now, version) =>
  expect(at(now).lists().agreementVersion).toBe(version),
);

test('another version can be asked for, and has its own codes', () => {
  const controller = at('2025-11-06T01:15:00.000Z');
  expect(controller.lists('DECL-2021').agreementVersion).toBe('DECL-2021');
  expect(codesOf(controller, 'bulletinTopics', 'DECL-2021')).toEqual(['secondment', 'service_notice']);
  expect(codesOf(controller, 'bulletinTopics')).toEqual([
    'secondment',
    'transfer',
    'career_talent_bank',
    'service_notice',
  ]);
});

test('a version that does not exist is not found', () => {
  const asked = () => at('2025-11-06T01:15:00.000Z').lists('AGR-1999');
  expect(asked).toThrow(Problem);
  expect(asked).toThrow('UNKNOWN_AGREEMENT_VERSION');
});

test('the reference data’s lists stand beside the agreement’s', () => {
  const controller = at('2025-11-06T01:15:00.000Z');
  expect(codesOf(controller, 'prefectures')).toHaveLength(47);
  expect(codesOf(controller, 'industries')?.join('')).toBe('ABCDEFGHIJKLMNOPQRST');
  expect(codesOf(controller, 'sizeBands')).toContain('301-');
});

test('each organisation has 47 offices and its headquarters', () => {
  const ids = at('2025-11-06T01:15:00.000Z')
    .offices()
    .items.map(({ id }) => id);
  expect(new Set(ids).size).toBe(96);
  expect(ids.filter((id) => id.startsWith('iesc-'))).toHaveLength(48);
  expect(ids.filter((id) => id.startsWith('nasilc-'))).toHaveLength(48);
});
