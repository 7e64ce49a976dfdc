import { AgreementAmended, AgreementDraftDiscarded, AgreementRegistered } from '#events/agreement';
import { becauseOf, CancelTask, cancelTask, CloseTask, closeTask, OpenTask, openTask, taskIdOf } from '#contexts/task';
import { exampleOf } from '#platform/event-schema';
import { issue } from '#platform/process-managers';
import { given, on, recordedInTest } from '#platform/testing';
import { confirmed, draft, version } from './agreement-story.fixture.ts';
import { agreementVersionsId } from './agreement-versions.ts';
import { draftTask } from './draft-task.ts';

const FEDERATION = 'confirm_agreement_at_federation';
const HEADQUARTERS = 'confirm_agreement_at_headquarters';
const subject = { subjectCategory: 'agreement', subjectId: agreementVersionsId, dueAt: '2025-11-30T14:59:59.999Z' };
const story = (...facts: Parameters<typeof on>[1][]) => {
  const entries = facts.map((fact) => on(`agreement-${agreementVersionsId}`, fact));
  return { log: given(...entries), because: recordedInTest(entries).map(becauseOf) };
};

test.each([
  ['nasilc', FEDERATION, 'nasilc-hq'],
  ['iesc', HEADQUARTERS, 'iesc-hq'],
])(
  'a draft that awaits %s is a task for their headquarters, until the day before it is to hold',
  (awaits, kind, at) => {
    const { log, because } = story(AgreementAmended({ ...draft.data, awaits }));
    return log.thenCommands(
      draftTask,
      issue(openTask, OpenTask, { kind, officeId: at, because: because[0]!, ...subject }),
    );
  },
);

test('done when they confirm it, a new agreement too', () => {
  const { log, because } = story(
    AgreementRegistered({ ...exampleOf(AgreementRegistered).data, awaits: 'nasilc' }),
    confirmed,
  );
  const taskId = taskIdOf(FEDERATION, because[0]!.eventId, 'nasilc-hq');
  return log.thenCommands(
    draftTask,
    issue(openTask, OpenTask, { kind: FEDERATION, officeId: 'nasilc-hq', because: because[0]!, ...subject }),
    issue(closeTask, CloseTask, { taskId, because: because[1]! }),
  );
});

test('moot when it is discarded', () => {
  const { log, because } = story(draft, AgreementDraftDiscarded({ version }));
  const taskId = taskIdOf(FEDERATION, because[0]!.eventId, 'nasilc-hq');
  return log.thenCommands(
    draftTask,
    issue(openTask, OpenTask, { kind: FEDERATION, officeId: 'nasilc-hq', because: because[0]!, ...subject }),
    issue(cancelTask, CancelTask, { taskId, because: because[1]! }),
  );
});

test('nobody is asked about what one side recorded for both', () =>
  story(AgreementAmended({ ...draft.data, awaits: null })).log.thenCommands(draftTask));
