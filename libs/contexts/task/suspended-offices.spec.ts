import { OfficeResumed, OfficeSuspended } from '#events/directory';
import { SupportRequested } from '#events/support';
import { officeStreamIdOf } from '#contexts/directory';
import { exampleOf } from '#platform/event-schema';
import { issue } from '#platform/process-managers';
import { given, on, recordedInTest } from '#platform/testing';
import { Because } from './because.ts';
import { CancelTask, cancelTask } from './cancel-task.ts';
import { OpenTask, openTask } from './open-task.ts';
import { suspendedOffices } from './suspended-offices.ts';
import { taskIdOf } from './task.ts';

const caseId = '0b6c1d9e-43a1-4c57-9b1f-000000000003';
const stream = (officeId: string) => `office-${officeStreamIdOf(officeId)}` as const;
const suspended = (officeId: string, reason = 'disaster') =>
  on(stream(officeId), OfficeSuspended({ officeId, reason, until: null, note: null }));
const resumed = (officeId: string) => on(stream(officeId), OfficeResumed({ officeId }));
const requested = on(
  `supportcase-${caseId}`,
  SupportRequested({ ...exampleOf(SupportRequested).data, officeId: 'iesc-22' }),
);

/** The id that stands behind a stream’s category. */
const idOf = (stream: string) => stream.slice(stream.indexOf('-') + 1);

function after(...facts: Parameters<typeof recordedInTest>[0]) {
  const events = recordedInTest(facts);
  const because = (place: number) =>
    Object.assign(new Because(), { eventId: events[place]!.id, type: events[place]!.type });
  return {
    log: given(...facts),
    open: (place: number, kind: string, officeId: string, subjectCategory: string) =>
      issue(openTask, OpenTask, {
        ...{ kind, officeId, subjectCategory, subjectId: idOf(events[place]!.stream) },
        because: because(place),
      }),
    cancel: (place: number, kind: string, officeId: string, by: number) =>
      issue(cancelTask, CancelTask, { taskId: taskIdOf(kind, events[place]!.id, officeId), because: because(by) }),
  };
}

test.each([
  ['iesc-22', 'see_to_suspended_office', 'iesc-hq'],
  ['nasilc-22', 'see_to_suspended_association', 'nasilc-hq'],
])('the headquarters of %s see to what is open there, until it is back', (officeId, kind, headquarters) => {
  const { log, open, cancel } = after(suspended(officeId), resumed(officeId));
  return log.thenCommands(suspendedOffices, open(0, kind, headquarters, 'office'), cancel(0, kind, headquarters, 1));
});

test('and to each owner’s request that comes meanwhile', () => {
  const kind = 'see_to_suspended_office';
  const { log, open, cancel } = after(suspended('iesc-22'), requested, resumed('iesc-22'));
  return log.thenCommands(
    suspendedOffices,
    open(0, kind, 'iesc-hq', 'office'),
    open(1, kind, 'iesc-hq', 'supportcase'),
    cancel(0, kind, 'iesc-hq', 2),
    cancel(1, kind, 'iesc-hq', 2),
  );
});

test('once, though it be for another reason', () => {
  const { log, open } = after(suspended('iesc-22'), suspended('iesc-22', 'staff_shortage'));
  return log.thenCommands(suspendedOffices, open(0, 'see_to_suspended_office', 'iesc-hq', 'office'));
});

test('a request to an office that works is its own, also after it was suspended', async () => {
  await after(requested).log.thenCommands(suspendedOffices);
  const { log, open, cancel } = after(suspended('iesc-22'), resumed('iesc-22'), requested);
  const kind = 'see_to_suspended_office';
  await log.thenCommands(suspendedOffices, open(0, kind, 'iesc-hq', 'office'), cancel(0, kind, 'iesc-hq', 1));
});

test('suspended again, only what is of then is cancelled when it is back', () => {
  const kind = 'see_to_suspended_office';
  const { log, open, cancel } = after(
    ...[suspended('iesc-22'), resumed('iesc-22'), suspended('iesc-22'), resumed('iesc-22')],
  );
  return log.thenCommands(
    suspendedOffices,
    open(0, kind, 'iesc-hq', 'office'),
    cancel(0, kind, 'iesc-hq', 1),
    open(2, kind, 'iesc-hq', 'office'),
    cancel(2, kind, 'iesc-hq', 3),
  );
});
