import { LoggedPolicyBook } from '#contexts/agreement-versions';
import { registry } from '#contexts/programme';
import { AggregateLoader } from '#platform/decider';
import { Problem } from '#platform/http';
import { MemoryEventStore } from '#platform/testing';
import { CodeListsController } from './code-lists.controller.ts';

const log = new MemoryEventStore(() => '2025-11-06T01:15:00.000Z');
const policies = new LoggedPolicyBook(new AggregateLoader(log, registry));
const at = (now: string) => new CodeListsController({ now: () => now }, policies);
const codesOf = async (controller: CodeListsController, list: string, version?: string) =>
  (await controller.lists(version)).lists.find(({ name }) => name === list)?.codes.map(({ code }) => code);

test.each([
  ['2025-10-21T14:59:59.999Z', 'DECL-2021'],
  ['2025-10-21T15:00:00.000Z', 'AGR-2025'],
])('at %s the lists are those of %s, by the day in Tokyo', async (now, version) =>
  expect((await at(now).lists()).agreementVersion).toBe(version),
);

test('another version can be asked for, and has its own codes', async () => {
  const controller = at('2025-11-06T01:15:00.000Z');
  expect((await controller.lists('DECL-2021')).agreementVersion).toBe('DECL-2021');
  expect(await codesOf(controller, 'bulletinTopics', 'DECL-2021')).toEqual(['secondment', 'service_notice']);
  expect(await codesOf(controller, 'bulletinTopics')).toEqual([
    'secondment',
    'transfer',
    'career_talent_bank',
    'service_notice',
  ]);
});

test('a version that does not exist is not found', async () => {
  const asked = () => at('2025-11-06T01:15:00.000Z').lists('AGR-1999');
  await expect(asked()).rejects.toThrow(Problem);
  await expect(asked()).rejects.toThrow('UNKNOWN_AGREEMENT_VERSION');
});

test('the reference data’s lists stand beside the agreement’s', async () => {
  const controller = at('2025-11-06T01:15:00.000Z');
  expect(await codesOf(controller, 'prefectures')).toHaveLength(47);
  expect((await codesOf(controller, 'industries'))?.join('')).toBe('ABCDEFGHIJKLMNOPQRST');
  expect(await codesOf(controller, 'sizeBands')).toContain('301-');
});

test('a grant is offered on the days on which it may be mentioned', async () => {
  const on = async (day: string) => (await codesOf(at(`${day}T01:15:00.000Z`), 'grants'))?.includes('TOKKAI-CHUKONEN');
  expect([await on('2025-03-31'), await on('2025-04-01')]).toEqual([false, true]);
});

test('each organisation has 47 offices and its headquarters', () => {
  const ids = at('2025-11-06T01:15:00.000Z')
    .offices()
    .items.map(({ id }) => id);
  expect(new Set(ids).size).toBe(96);
  expect(ids.filter((id) => id.startsWith('iesc-'))).toHaveLength(48);
  expect(ids.filter((id) => id.startsWith('nasilc-'))).toHaveLength(48);
});
