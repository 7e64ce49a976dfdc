import {
  ConsultantRecommended,
  GrantConsultationOpened,
  OwnConsultantRecorded,
  RecommendationDeclined,
  RecommendationNotRequired,
} from '#events/consultation';
import { TaskOpened } from '#events/task';
import { Because, CloseTask, closeTask, OpenTask, openTask, taskIdOf } from '#contexts/task';
import { exampleOf, type Fact } from '#platform/event-schema';
import { issue } from '#platform/process-managers';
import { given, on, recordedInTest } from '#platform/testing';
import { grantNudge } from './grant-nudge.ts';

const consultationId = '0b6c1d9e-43a1-4c57-9b1f-0000000000c6';
const decideBy = '2026-04-06T14:59:59.999Z';
const opened = GrantConsultationOpened({ ...exampleOf(GrantConsultationOpened).data, decideBy });
const about = (fact: Fact) => on(`grantconsultation-${consultationId}`, fact);
const openedEvent = recordedInTest([about(opened)])[0]!;
const because = Object.assign(new Because(), { eventId: openedEvent.id, type: 'GrantConsultationOpened' });
const kind = 'decide_on_recommendation';
const taskId = taskIdOf(kind, openedEvent.id, 'iesc-22');
const task = {
  kind,
  officeId: 'iesc-22',
  assigneeId: 'advisor-22-1',
  subjectCategory: 'grantconsultation',
  subjectId: consultationId,
  dueAt: decideBy,
  because,
};
const reminder = issue(openTask, OpenTask, task);
const taskOpened = TaskOpened({ ...task, because: { ...because }, team: 'advisors', clockId: null });
const reminded = on(`task-${taskId}`, taskOpened);
const decisions: readonly (readonly [string, Fact])[] = [
  exampleOf(ConsultantRecommended),
  exampleOf(RecommendationNotRequired),
  exampleOf(OwnConsultantRecorded),
  exampleOf(RecommendationDeclined),
].map((fact: Fact) => [fact.type.typeName, fact]);

test('nobody is reminded before the time for a decision is over', () =>
  given(about(opened))
    .thenCommands(grantNudge)
    .thenTimers({ instance: consultationId, name: 'decide', due: decideBy }));

test('then the advisor is', () => given(about(opened)).at(decideBy).thenCommands(grantNudge, reminder).thenTimers());

test.each(decisions)('not when it was decided: %s', (_, decided) =>
  given(about(opened), about(decided)).at(decideBy).thenCommands(grantNudge).thenTimers(),
);

test.each(decisions)('a decision closes the reminder: %s', (type, decided) => {
  const log = [about(opened), reminded, about(decided)];
  const closing = Object.assign(new Because(), { eventId: recordedInTest(log)[2]!.id, type });
  return given(...log).thenCommands(grantNudge, issue(closeTask, CloseTask, { taskId, because: closing }));
});

test('also one that was recorded while the reminder was on its way', () => {
  const log = [about(opened), about(exampleOf(OwnConsultantRecorded)), reminded];
  const closing = Object.assign(new Because(), { eventId: recordedInTest(log)[1]!.id, type: 'OwnConsultantRecorded' });
  return given(...log).thenCommands(grantNudge, issue(closeTask, CloseTask, { taskId, because: closing }));
});

test('tasks of other kinds are not its own', () =>
  given(about(opened), on(`task-${taskId}`, TaskOpened({ ...taskOpened.data, kind: 'ask_owner' }))).thenCommands(
    grantNudge,
  ));
