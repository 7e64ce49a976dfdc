import {
  DuplicateReferralDetected,
  DuplicateReferralMarked,
  DuplicateReferralUnmarked,
  OutcomeDeemedAcknowledged,
  RedirectAccepted,
  RedirectRefused,
  ReferralAssigned,
  ReferralConsentBlocked,
  ReferralConsentUnblocked,
  ReferralLapsed,
  ReferralRedirected,
  ReferralReopened,
  ReferralRouted,
} from '#events/referral';
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
import { referralTasks } from './referral-tasks.ts';
import {
  acknowledged,
  advisorId,
  answered,
  asked,
  caseId,
  caseLinked,
  clientReferred,
  consultantId,
  declined,
  outcomeAcknowledged,
  outcomeReported,
  referralId,
  referredToTriage,
  taken,
  until,
  withdrawn,
} from './referral-story.fixture.ts';

/** What the last of these facts leads to, after what the ones before it led to. */
function after(...facts: readonly Fact[]) {
  const past = facts.map((fact) => on(`referral-${referralId}`, fact));
  const ids = recordedInTest(past).map(({ id }) => id);
  const because = (index: number) =>
    Object.assign(new Because(), { eventId: ids[index]!, type: facts[index]!.type.typeName });
  return { log: given(...past), ids, because };
}
const subject = { subjectCategory: 'referral', subjectId: referralId };
const office = { officeId: 'iesc-22' };
const consultant = { officeId: 'nasilc-22', assigneeId: consultantId };

/** Expects what the facts lead to, told by the place of the fact that each command follows from. */
function expectTasks(facts: readonly Fact[], ...steps: readonly Step[]) {
  const { log, ids, because } = after(...facts);
  const commands = steps.map(([at, what, kind, more = {}]) => {
    const { from = at, clock, ...said } = more;
    const fields = clock === undefined ? said : { ...said, clockId: clockIdOf(clock, ids[from]!) };
    const taskId = taskIdOf(kind, ids[from]!, fields.officeId ?? 'iesc-22');
    switch (what) {
      case 'open':
        return issue(openTask, OpenTask, { kind, ...office, ...fields, because: because(at), ...subject });
      case 'close':
        return issue(closeTask, CloseTask, { taskId, because: because(at) });
      case 'cancel':
        return issue(cancelTask, CancelTask, { taskId, because: because(at) });
      case 'give':
        return issue(reassignTask, ReassignTask, { taskId, assigneeId: fields.assigneeId! });
    }
  });
  return log.thenCommands(referralTasks, ...commands);
}
type Step = readonly [
  at: number,
  what: 'open' | 'close' | 'cancel' | 'give',
  kind: TaskKindName,
  more?: {
    readonly from?: number;
    readonly officeId?: string;
    readonly assigneeId?: string;
    readonly dueAt?: string;
    readonly clock?: ClockKind;
  },
];

const toAcknowledge: readonly Step[] = [[0, 'open', 'acknowledge_referral', { clock: 'acknowledgeReferral' }]];
const toTake: readonly Step[] = [
  ...toAcknowledge,
  [1, 'close', 'acknowledge_referral', { from: 0 }],
  [1, 'open', 'take_referral', { clock: 'takeReferral' }],
];
const decideBy = { assigneeId: advisorId, dueAt: '2025-11-11T14:59:59.999Z', clock: 'decideReferral' as const };
const replyBy = { ...consultant, dueAt: '2025-11-13T14:59:59.999Z', clock: 'replyToInformationRequest' as const };
const toDecide: readonly Step[] = [
  ...toTake,
  [2, 'close', 'take_referral', { from: 1 }],
  [2, 'open', 'decide_referral', decideBy],
];
const toAsk: readonly Step[] = [
  ...toDecide,
  [3, 'close', 'decide_referral', { from: 2 }],
  [3, 'open', 'ask_owner', { assigneeId: advisorId }],
];

test('a referral is for the office’s intake to acknowledge', () => expectTasks([clientReferred], ...toAcknowledge));

test('one in triage is for headquarters to route, then for the office’s intake', () =>
  expectTasks(
    [referredToTriage, ReferralRouted({ officeId: 'iesc-23', prefecture: '23' })],
    [0, 'open', 'route_referral', { officeId: 'iesc-hq' }],
    [1, 'close', 'route_referral', { from: 0, officeId: 'iesc-hq' }],
    [1, 'open', 'acknowledge_referral', { from: 0, officeId: 'iesc-23', clock: 'acknowledgeReferral' }],
  ));

test('one whose office is suspended is for headquarters to route', () =>
  expectTasks(
    [
      clientReferred,
      ReferralRouted({ officeId: 'iesc-hq', prefecture: '22' }),
      ReferralRouted({ officeId: 'iesc-23', prefecture: '22' }),
    ],
    ...toAcknowledge,
    [1, 'cancel', 'acknowledge_referral', { from: 0 }],
    [1, 'open', 'route_referral', { officeId: 'iesc-hq' }],
    [2, 'close', 'route_referral', { from: 1, officeId: 'iesc-hq' }],
    [2, 'open', 'acknowledge_referral', { from: 0, officeId: 'iesc-23', clock: 'acknowledgeReferral' }],
  ));

test('one that is acknowledged in triage is not to be routed any more', () =>
  expectTasks(
    [referredToTriage, acknowledged],
    [0, 'open', 'route_referral', { officeId: 'iesc-hq' }],
    [1, 'cancel', 'route_referral', { from: 0, officeId: 'iesc-hq' }],
    [1, 'open', 'take_referral', { officeId: 'iesc-hq', clock: 'takeReferral' }],
  ));

test('one that was received is for an advisor to take', () => expectTasks(until.received, ...toTake));

test('one that was taken is for that advisor to decide on, by the instant the agreement has', () =>
  expectTasks(until.under_review, ...toDecide));

test('one that goes to another advisor takes its tasks along', () =>
  expectTasks([...until.under_review, ReferralAssigned({ advisorId: 'iesc-advisor-2' })], ...toDecide, [
    3,
    'give',
    'decide_referral',
    { from: 2, assigneeId: 'iesc-advisor-2' },
  ]));

test('a question is for the consultant to answer', () =>
  expectTasks(
    [...until.returned, answered],
    ...toDecide,
    [3, 'open', 'supply_information', replyBy],
    [4, 'close', 'supply_information', { ...consultant, from: 3 }],
  ));

test('an accepted one is for the advisor to ask the owner', () => expectTasks(until.accepted, ...toAsk));

test('a declined one leaves nothing to do', () =>
  expectTasks(
    [clientReferred, acknowledged, taken, asked, declined],
    ...toDecide,
    [3, 'open', 'supply_information', replyBy],
    [4, 'close', 'decide_referral', { from: 2 }],
    [4, 'cancel', 'supply_information', { ...consultant, from: 3 }],
  ));

test('one that is taken back leaves nothing to do', () =>
  expectTasks([...until.received, withdrawn], ...toTake, [2, 'cancel', 'take_referral', { from: 1 }]));

test('the owner’s request is what the advisor asked for, and makes all else moot', async () => {
  await expectTasks([...until.accepted, caseLinked], ...toAsk, [4, 'close', 'ask_owner', { from: 3 }]);
  await expectTasks([clientReferred, caseLinked], ...toAcknowledge, [1, 'cancel', 'acknowledge_referral', { from: 0 }]);
});

const toNote: Step = [5, 'open', 'note_outcome', { ...consultant, clock: 'acknowledgeOutcome' }];

test('an outcome is for the consultant to take note of', () =>
  expectTasks(
    [...until.case_linked, outcomeReported, outcomeAcknowledged],
    ...toAsk,
    [4, 'close', 'ask_owner', { from: 3 }],
    toNote,
    [6, 'close', 'note_outcome', { ...consultant, from: 5 }],
  ));

test('one of which nobody took note in time is nobody’s any more', () =>
  expectTasks(
    [...until.case_linked, outcomeReported, OutcomeDeemedAcknowledged({ because: 'no_word' })],
    ...toAsk,
    [4, 'close', 'ask_owner', { from: 3 }],
    toNote,
    [6, 'cancel', 'note_outcome', { ...consultant, from: 5 }],
  ));

const redirected = exampleOf(ReferralRedirected);
const answer = { officeId: 'iesc-23' };
const toAnswer: Step = [
  2,
  'open',
  'answer_redirect',
  { ...answer, dueAt: redirected.data.answerBy, clock: 'answerRedirect' },
];

test('a redirect is for the other office to answer; taken over, it begins there anew', () =>
  expectTasks(
    [...until.received, redirected, exampleOf(RedirectAccepted)],
    ...toTake,
    toAnswer,
    [3, 'close', 'answer_redirect', { ...answer, from: 2 }],
    [3, 'cancel', 'take_referral', { from: 1 }],
    [3, 'open', 'acknowledge_referral', { ...answer, dueAt: '2025-11-10T14:59:59.999Z', clock: 'acknowledgeReferral' }],
  ));

test('refused, it goes on where it was', () =>
  expectTasks([...until.received, redirected, exampleOf(RedirectRefused)], ...toTake, toAnswer, [
    3,
    'close',
    'answer_redirect',
    { ...answer, from: 2 },
  ]));

test('one that lapsed, and one that is another’s duplicate, leave nothing to do', async () => {
  const moot: Step = [2, 'cancel', 'take_referral', { from: 1 }];
  await expectTasks([...until.received, exampleOf(ReferralLapsed)], ...toTake, moot);
  await expectTasks([...until.received, exampleOf(DuplicateReferralMarked)], ...toTake, moot);
});

test('one that may be a duplicate is for intake to look at, once, until it is marked', () =>
  expectTasks(
    [...until.received, ...[1, 2].map(() => exampleOf(DuplicateReferralDetected)), exampleOf(DuplicateReferralMarked)],
    ...toTake,
    [2, 'open', 'check_duplicate'],
    [4, 'close', 'check_duplicate', { from: 2 }],
    [4, 'cancel', 'take_referral', { from: 1 }],
  ));

const backAt: readonly (readonly [string, TaskKindName | null, Step[3]])[] = [
  ['submitted', 'acknowledge_referral', { clock: 'acknowledgeReferral' }],
  ['received', 'take_referral', { clock: 'takeReferral' }],
  ['under_review', 'decide_referral', { assigneeId: advisorId, clock: 'decideReferral' }],
  ['returned', 'supply_information', { ...consultant, clock: 'replyToInformationRequest' }],
  ['accepted', 'ask_owner', { assigneeId: advisorId }],
  ['case_linked', null, {}],
];

test.each(backAt)('one that is no duplicate after all goes on at stage %s', (stage, kind, whose) =>
  expectTasks(
    [
      ...until.under_review,
      exampleOf(DuplicateReferralMarked),
      DuplicateReferralUnmarked({ ...exampleOf(DuplicateReferralUnmarked).data, primaryId: caseId, stage }),
    ],
    ...toDecide,
    [3, 'cancel', 'decide_referral', { from: 2 }],
    ...(kind === null ? [] : [[4, 'open', kind, whose] as const]),
  ),
);

test('one that is reopened is decided on by who had it, or taken anew', async () => {
  const reopened = exampleOf(ReferralReopened).data;
  const closed: readonly Step[] = [...toDecide, [3, 'close', 'decide_referral', { from: 2 }]];
  await expectTasks([...until.declined, ReferralReopened({ ...reopened, advisorId })], ...closed, [
    4,
    'open',
    'decide_referral',
    { assigneeId: advisorId, dueAt: '2025-11-11T14:59:59.999Z', clock: 'decideReferral' },
  ]);
  await expectTasks(
    [...until.declined, ReferralReopened({ ...reopened, stage: 'received', advisorId: null, decideBy: null })],
    ...closed,
    [4, 'open', 'take_referral', { clock: 'takeReferral' }],
  );
});

test('without the owner’s consent the office stops using what it covered, until it is given again', async () => {
  const facts = [exampleOf(ReferralConsentBlocked), exampleOf(ReferralConsentUnblocked)];
  await expectTasks(
    [...until.received, ...facts],
    ...toTake,
    [2, 'open', 'stop_use'],
    [3, 'cancel', 'stop_use', { from: 2 }],
  );
  await expectTasks(
    [...until.under_review, ...facts],
    ...toDecide,
    [3, 'open', 'stop_use', { assigneeId: advisorId }],
    [4, 'cancel', 'stop_use', { from: 3 }],
  );
});
