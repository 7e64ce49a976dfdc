import { CaseNotEstablished, ContactAttempted, NeedsAssessed, SupportInitiated } from '#events/support';
import { actor, given } from '#contexts/testing';
import { exampleOf } from '#platform/event-schema';
import { assessed, assigned, caseId, contacted, heldFor, requested } from './support-case-story.fixture.ts';
import { recordNotEstablished } from './record-not-established.ts';
import { supportCase } from './support-case.ts';

const by = actor('iesc.advisor');
const command = { caseId, reason: 'no_counterpart', message: '受入先が見つかりませんでした' };
const unreachable = { caseId, reason: 'no_contact', message: '応答がありません' };
const attemptAt = (attemptedAt: string) => ContactAttempted({ ...exampleOf(ContactAttempted).data, attemptedAt });

/** The first attempt is on a Thursday; the tenth business day after it is the Thursday two weeks later. */
const first = attemptAt('2025-11-06T01:00:00.000Z');
const second = attemptAt('2025-11-12T01:00:00.000Z');
const ninthDay = attemptAt('2025-11-19T01:00:00.000Z');
const tenthDay = attemptAt('2025-11-20T01:00:00.000Z');

test.each([
  ['assigned', assigned],
  ['contacted', contacted],
  ['assessed', assessed],
])('nothing came of a case that is %s', (_, past) =>
  given(supportCase, caseId, ...past)
    .when(recordNotEstablished, command, { by })
    .thenFacts(CaseNotEstablished({ reason: 'no_counterpart', message: '受入先が見つかりませんでした' })),
);

test('also of one that is held, if an advisor worked on it before', async () => {
  await given(supportCase, caseId, ...assessed, heldFor('consent'))
    .when(recordNotEstablished, command, { by })
    .thenFacts(CaseNotEstablished({ reason: 'no_counterpart', message: '受入先が見つかりませんでした' }));
  await given(supportCase, caseId, ...requested, heldFor('consent'))
    .when(recordNotEstablished, command, { by })
    .thenRefused('NOT_IN_HAND');
});

test('the envelope names the reason', async () => {
  const [recorded] = await given(supportCase, caseId, ...assigned)
    .when(recordNotEstablished, command, { by })
    .thenFacts(CaseNotEstablished({ reason: 'no_counterpart', message: '受入先が見つかりませんでした' }));
  expect(recorded!.metadata.reasonCode).toBe('no_counterpart');
});

describe('for want of contact', () => {
  test('after three attempts over ten business days', () =>
    given(supportCase, caseId, ...assigned, first, second, tenthDay)
      .when(recordNotEstablished, unreachable, { by })
      .thenFacts(CaseNotEstablished({ reason: 'no_contact', message: '応答がありません' })));

  test.each([
    ['no attempt', []],
    ['two attempts', [first, tenthDay]],
    ['three attempts over nine business days', [first, second, ninthDay]],
  ])('not after %s', (_, attempts) =>
    given(supportCase, caseId, ...assigned, ...attempts)
      .when(recordNotEstablished, unreachable, { by })
      .thenRefused('TOO_FEW_CONTACT_ATTEMPTS'),
  );

  test.each([
    ['first contact', [...assigned, first, second, exampleOf(SupportInitiated), tenthDay]],
    ['the assessment', [...contacted, first, second, exampleOf(NeedsAssessed), tenthDay]],
  ])('attempts before %s do not count: the owner was spoken to', (_, past) =>
    given(supportCase, caseId, ...past)
      .when(recordNotEstablished, unreachable, { by })
      .thenRefused('TOO_FEW_CONTACT_ATTEMPTS'),
  );
});

test('not for a reason the agreement does not know', () =>
  given(supportCase, caseId, ...assigned)
    .when(recordNotEstablished, { ...command, reason: 'weather' }, { by })
    .thenRefused('UNKNOWN_REASON', { path: 'reason' }));

test('not before there is an advisor', () =>
  given(supportCase, caseId, ...requested)
    .when(recordNotEstablished, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: 'requested', availableActions: ['HoldCase'] }));

test('not by intake', () =>
  given(supportCase, caseId, ...assigned)
    .when(recordNotEstablished, command, { by: actor('iesc.intake') })
    .thenRefused('ROLE_NOT_ALLOWED'));
