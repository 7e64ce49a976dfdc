import type { Actor } from '#platform/event-store';
import { actor, NOW } from '#contexts/testing';
import { FirstSights } from './first-sights.ts';

/** What was asked to be recorded, and how it goes. */
function sights({ fails = 0, now = () => NOW }: { readonly fails?: number; readonly now?: () => string } = {}) {
  const asked: object[] = [];
  const failures: unknown[] = [];
  let left = fails;
  const issue = (_: unknown, command: object, context: { readonly commandId: string; readonly actor: Actor }) => {
    asked.push({ ...command, by: context.actor.userId, commandId: context.commandId });
    return left-- > 0 ? Promise.reject(new Error('the store is away')) : Promise.resolve();
  };
  const failed = (error: unknown) => failures.push((error as Error).message);
  return { asked, failures, sights: new FirstSights({ issue, now, failed }) };
}

const advisor = actor('iesc.advisor');
const post = { userId: 'iesc-advisor-1', org: 'iesc', officeId: 'iesc-22', role: 'iesc.advisor' };
const recorded = { ...post, by: 'process:sign-ins', commandId: expect.any(String) as string };

test('somebody is recorded once, however often their tokens are found good', async () => {
  const { asked, sights: noted } = sights();
  noted.note(advisor);
  noted.note(advisor);
  await noted.settled();
  noted.note({ ...advisor });
  await noted.settled();
  expect(asked).toEqual([recorded]);
});

test('again on the next day in Tokyo, under another command: who had left may be back', async () => {
  let now = '2025-11-06T14:59:59.999Z';
  const { asked, sights: noted } = sights({ now: () => now });
  noted.note(advisor);
  now = '2025-11-06T15:00:00.000Z';
  noted.note(advisor);
  await noted.settled();
  const ids = asked.map((command) => (command as typeof recorded).commandId);
  expect([asked, new Set(ids).size]).toEqual([[recorded, recorded], 2]);
});

test('in each role and at each office', async () => {
  const { asked, sights: noted } = sights();
  noted.note(advisor);
  noted.note({ ...advisor, role: 'iesc.intake' });
  noted.note({ ...advisor, officeId: 'iesc-23' });
  await noted.settled();
  expect(asked).toEqual([recorded, { ...recorded, role: 'iesc.intake' }, { ...recorded, officeId: 'iesc-23' }]);
});

test.each([
  [actor('iesc.hq_coordinator', null), 'iesc-hq'],
  [actor('nasilc.hq_liaison', null), 'nasilc-hq'],
])('who names no office acts for headquarters', async (who, officeId) => {
  const { asked, sights: noted } = sights();
  noted.note(who);
  await noted.settled();
  expect(asked).toEqual([
    { userId: who.userId, org: who.org, officeId, role: who.role, by: recorded.by, commandId: recorded.commandId },
  ]);
});

test.each([actor('auditor'), actor('system_admin')])('who is of neither organisation is no staff', async (who) => {
  const { asked, sights: noted } = sights();
  noted.note(who);
  await noted.settled();
  expect(asked).toEqual([]);
});

test('what could not be recorded is told, holds up nobody, and is asked for again', async () => {
  const { asked, failures, sights: noted } = sights({ fails: 1 });
  noted.note(advisor);
  noted.note({ ...advisor, role: 'iesc.intake' });
  await noted.settled();
  expect(failures).toEqual(['the store is away']);
  noted.note(advisor);
  await noted.settled();
  expect(asked).toEqual([recorded, { ...recorded, role: 'iesc.intake' }, recorded]);
});
