import { ReferralWithdrawn } from '#events/referral';
import {
  AdvisorAssigned,
  AdvisorReassigned,
  CaseClosed,
  CaseHeld,
  CaseResumed,
  CaseNotEstablished,
  PlacementEstablished,
  SupportRequested,
} from '#events/support';
import { clockIdOf } from '#contexts/clock';
import type { ClockKind } from '#contexts/agreement';
import {
  Because,
  CancelTask,
  cancelTask,
  CloseTask,
  closeTask,
  OpenTask,
  openTask,
  ReassignTask,
  reassignTask,
  taskIdOf,
  type TaskKindName,
} from '#contexts/task';
import { exampleOf, type Fact } from '#platform/event-schema';
import { issue } from '#platform/process-managers';
import { given, on, recordedInTest } from '#platform/testing';
import { caseTasks } from './case-tasks.ts';
import { assessed, assigned, contacted, requested } from './support-case-story.fixture.ts';
import { supportCaseIdOf } from './support-case.ts';

const referralId = '0b6c1d9e-43a1-4c57-9b1f-0000000000aa';

type Step = readonly [
  at: number,
  what: 'open' | 'close' | 'cancel' | 'give',
  kind: TaskKindName,
  more?: { readonly from?: number; readonly assigneeId?: string; readonly dueAt?: string; readonly clock?: ClockKind },
];

const ofReferral = `referral-${referralId}` as const;
/** The case of that referral. */
const caseId = supportCaseIdOf(referralId);

/** Expects what the facts lead to, told by the place of the fact that each command follows from. */
function expectTasks(facts: readonly Fact[], ...steps: readonly Step[]) {
  const past = facts.map((fact) => on(fact.type === ReferralWithdrawn ? ofReferral : `supportcase-${caseId}`, fact));
  const ids = recordedInTest(past).map(({ id }) => id);
  const commands = steps.map(([at, what, kind, more = {}]) => {
    const { from = at, clock, ...said } = more;
    const fields = clock === undefined ? said : { ...said, clockId: clockIdOf(clock, ids[from]!) };
    const because = Object.assign(new Because(), { eventId: ids[at]!, type: facts[at]!.type.typeName });
    const taskId = taskIdOf(kind, ids[from]!, 'iesc-22');
    const subject = { officeId: 'iesc-22', subjectCategory: 'supportcase', subjectId: caseId };
    switch (what) {
      case 'open':
        return issue(openTask, OpenTask, { kind, ...subject, ...fields, because });
      case 'close':
        return issue(closeTask, CloseTask, { taskId, because });
      case 'cancel':
        return issue(cancelTask, CancelTask, { taskId, because });
      case 'give':
        return issue(reassignTask, ReassignTask, { taskId, assigneeId: fields.assigneeId! });
    }
  });
  return given(...past).thenCommands(caseTasks, ...commands);
}

const advisor = { assigneeId: 'iesc-advisor-1' };
const firstContactBy = { from: 0, dueAt: '2025-11-11T14:59:59.999Z', clock: 'firstContact' as const };
const toAssign: readonly Step[] = [[0, 'open', 'assign_advisor', firstContactBy]];
const toContact: readonly Step[] = [
  ...toAssign,
  [1, 'close', 'assign_advisor', { from: 0 }],
  [1, 'open', 'contact_owner', { ...advisor, ...firstContactBy }],
];
const toAssess: readonly Step[] = [
  ...toContact,
  [2, 'close', 'contact_owner', { from: 1 }],
  [2, 'open', 'assess_need', { ...advisor, dueAt: '2025-11-25T14:59:59.999Z', clock: 'assessment' }],
];
const assessedThen: readonly Step[] = [...toAssess, [3, 'close', 'assess_need', { from: 2 }]];

test('the owner’s request is for the manager to give to an advisor, in time for first contact', () =>
  expectTasks(requested, ...toAssign));

test('the advisor makes first contact', () => expectTasks(assigned, ...toContact));

test('and assesses what the company needs', () => expectTasks(contacted, ...toAssess));

test('which leaves nothing to do until something comes of it', () => expectTasks(assessed, ...assessedThen));

test('another advisor takes over what is left to do', () =>
  expectTasks([...contacted, AdvisorAssigned({ advisorId: 'iesc-advisor-2' })], ...toAssess, [
    3,
    'give',
    'assess_need',
    { from: 2, assigneeId: 'iesc-advisor-2' },
  ]));

test('so it does when the case is given on with a reason', () =>
  expectTasks(
    [
      ...contacted,
      AdvisorReassigned({ advisorId: 'iesc-advisor-2', before: 'iesc-advisor-1', reason: 'absence', message: null }),
    ],
    ...toAssess,
    [3, 'give', 'assess_need', { from: 2, assigneeId: 'iesc-advisor-2' }],
  ));

test('without the owner’s consent the advisor stops using what it covered, until it is given again', () =>
  expectTasks(
    [
      ...contacted,
      CaseHeld({ reason: 'season', until: null, message: null }),
      CaseHeld({ reason: 'consent', until: null, message: null }),
      CaseResumed({ reason: 'season', stage: 'on_hold' }),
      CaseResumed({ reason: 'consent', stage: 'contacted' }),
    ],
    ...toAssess,
    [4, 'open', 'stop_use', advisor],
    [4, 'open', 'ask_owner_continues', advisor],
    [6, 'cancel', 'stop_use', { from: 4 }],
    [6, 'cancel', 'ask_owner_continues', { from: 4 }],
  ));

test('when the referral is taken back, the advisor asks the owner whether the case goes on', async () => {
  const taken = exampleOf(ReferralWithdrawn);
  await expectTasks([...contacted, taken], ...toAssess, [3, 'open', 'ask_owner_continues', advisor]);
  await expectTasks([...requested, taken], ...toAssign, [1, 'open', 'ask_owner_continues']);
});

test('once, where the consent was taken back before', () =>
  expectTasks(
    [...contacted, CaseHeld({ reason: 'consent', until: null, message: null }), exampleOf(ReferralWithdrawn)],
    ...toAssess,
    [3, 'open', 'stop_use', advisor],
    [3, 'open', 'ask_owner_continues', advisor],
  ));

test('of a referral without a case there is nobody to ask', () => expectTasks([exampleOf(ReferralWithdrawn)]));

test('a layoff has a clock of its own', () =>
  expectTasks(
    [SupportRequested({ ...exampleOf(SupportRequested).data, circumstances: ['LAYOFF'] })],
    [0, 'open', 'assign_advisor', { ...firstContactBy, clock: 'firstContactLayoff' }],
  ));

test('a placement is for the advisor to close the case, so that its outcome is told', () =>
  expectTasks(
    [...assessed, exampleOf(PlacementEstablished), exampleOf(CaseClosed)],
    ...assessedThen,
    [4, 'open', 'close_case', advisor],
    [5, 'close', 'close_case', { from: 4 }],
  ));

test('so is that nothing came about, which makes all else moot', () =>
  expectTasks(
    [...assigned, exampleOf(CaseNotEstablished)],
    ...toContact,
    [2, 'cancel', 'contact_owner', { from: 1 }],
    [2, 'open', 'close_case', advisor],
  ));
