import { CaseHeld, CaseResumed } from '#events/support';
import type { Fact } from '#platform/event-schema';
import { issue } from '#platform/process-managers';
import { given, on } from '#platform/testing';
import { caseHeldUntil } from './case-held-until.ts';
import { ResumeCase, resumeCase } from './resume-case.ts';
import { caseId, closed } from './support-case-story.fixture.ts';

const after = (...facts: readonly Fact[]) => given(...facts.map((fact) => on(`supportcase-${caseId}`, fact)));
const heldFor = (reason: string, until: string | null) => CaseHeld({ reason, until, message: null });
const resumption = (reason: string) => issue(resumeCase, ResumeCase, { caseId, reason });
const timer = (name: string, due: string) => ({ instance: caseId, name, due });

test('each reason ends with its own last day in Tokyo', async () => {
  const twice = after(heldFor('season', '2026-04-09'), heldFor('owner_request', '2026-04-20'));
  await twice
    .at('2026-04-09T14:59:59.999Z')
    .thenCommands(caseHeldUntil)
    .thenTimers(timer('season', '2026-04-09T15:00:00.000Z'), timer('owner_request', '2026-04-20T15:00:00.000Z'));
  await twice.at('2026-04-09T15:00:00.000Z').thenCommands(caseHeldUntil, resumption('season'));
  await twice
    .at('2026-05-01T00:00:00.000Z')
    .thenCommands(caseHeldUntil, resumption('season'), resumption('owner_request'))
    .thenTimers();
});

test('held without an end, it waits for somebody', () =>
  after(heldFor('season', null)).thenCommands(caseHeldUntil).thenTimers());

test('a reason that is gone needs no day', async () => {
  const gone = CaseResumed({ reason: 'season', stage: 'on_hold' });
  await after(heldFor('season', '2026-04-09'), gone).thenCommands(caseHeldUntil).thenTimers();
  await after(heldFor('season', '2026-04-09'), heldFor('owner_request', '2026-04-20'), gone)
    .thenCommands(caseHeldUntil)
    .thenTimers(timer('owner_request', '2026-04-20T15:00:00.000Z'));
});

test('nor does a case that ended', () =>
  after(heldFor('season', '2026-04-09'), closed.at(-1)!)
    .at('2026-05-01T00:00:00.000Z')
    .thenCommands(caseHeldUntil)
    .thenTimers());
