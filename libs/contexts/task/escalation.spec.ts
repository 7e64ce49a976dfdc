import { ClockCancelled, ClockEscalated, ClockMet, ClockWaived } from '#events/clock';
import { exampleOf, type Fact } from '#platform/event-schema';
import { issue } from '#platform/process-managers';
import { given, on, recordedInTest } from '#platform/testing';
import { Because } from './because.ts';
import { CancelTask, cancelTask } from './cancel-task.ts';
import { CloseTask, closeTask } from './close-task.ts';
import { escalation } from './escalation.ts';
import { OpenTask, openTask } from './open-task.ts';
import { taskIdOf } from './task.ts';

const { about } = exampleOf(ClockEscalated).data;
const office = { officeId: 'iesc-22', role: 'iesc.office_manager' };
const association = { officeId: 'nasilc-22', role: 'nasilc.pref_liaison' };
const headquarters = { officeId: 'iesc-hq', role: 'iesc.hq_coordinator' };
const federation = { officeId: 'nasilc-hq', role: 'nasilc.hq_liaison' };
const to = (level: number, ...recipients: { officeId: string; role: string }[]) =>
  ClockEscalated({ about, level, to: recipients });

function after(...facts: readonly Fact[]) {
  const log = facts.map((fact) => on('clock-0b6c1d9e-43a1-4c57-9b1f-0000000000c0', fact));
  const events = recordedInTest(log);
  const because = (place: number) =>
    Object.assign(new Because(), { eventId: events[place]!.id, type: events[place]!.type });
  const subject = { subjectCategory: about.subjectCategory, subjectId: about.subjectId };
  return {
    log: given(...log),
    open: (place: number, kind: string, officeId: string) =>
      issue(openTask, OpenTask, { kind, officeId, ...subject, because: because(place) }),
    close: (place: number, kind: string, officeId: string, by: number) =>
      issue(closeTask, CloseTask, { taskId: taskIdOf(kind, events[place]!.id, officeId), because: because(by) }),
    cancel: (place: number, kind: string, officeId: string, by: number) =>
      issue(cancelTask, CancelTask, { taskId: taskIdOf(kind, events[place]!.id, officeId), because: because(by) }),
  };
}

test.each([
  ['the office', office, 'see_to_overdue_in_office'],
  ['the association', association, 'see_to_overdue_in_association'],
])('first who is in charge of %s sees to it', (_, whom, kind) => {
  const { log, open } = after(to(1, whom));
  return log.thenCommands(escalation, open(0, kind, whom.officeId));
});

const ladder = [to(1, office), to(2, headquarters), to(3, headquarters, federation)];

test('then headquarters, then both headquarters', () => {
  const { log, open } = after(...ladder);
  return log.thenCommands(
    escalation,
    open(0, 'see_to_overdue_in_office', 'iesc-22'),
    open(1, 'see_to_overdue_at_headquarters', 'iesc-hq'),
    open(2, 'see_to_overdue_at_headquarters', 'iesc-hq'),
    open(2, 'see_to_overdue_at_federation', 'nasilc-hq'),
  );
});

test('until it is done', () => {
  const { log, open, close } = after(ladder[0]!, ladder[1]!, exampleOf(ClockMet));
  return log.thenCommands(
    escalation,
    open(0, 'see_to_overdue_in_office', 'iesc-22'),
    open(1, 'see_to_overdue_at_headquarters', 'iesc-hq'),
    close(0, 'see_to_overdue_in_office', 'iesc-22', 2),
    close(1, 'see_to_overdue_at_headquarters', 'iesc-hq', 2),
  );
});

const moot: readonly (readonly [string, Fact])[] = [
  ['cancelled', exampleOf(ClockCancelled)],
  ['waived', exampleOf(ClockWaived)],
];

test.each(moot)('or need not be: its clock is %s', (_, ended) => {
  const { log, open, cancel } = after(ladder[0]!, ended);
  return log.thenCommands(
    escalation,
    open(0, 'see_to_overdue_in_office', 'iesc-22'),
    cancel(0, 'see_to_overdue_in_office', 'iesc-22', 1),
  );
});

test('a role that nobody of is asked has no task', () => {
  const { log } = after(to(1, { officeId: 'iesc-22', role: 'iesc.intake' }), exampleOf(ClockMet));
  return log.thenCommands(escalation);
});

test('what is met in time was brought before nobody', () => after(exampleOf(ClockMet)).log.thenCommands(escalation));
