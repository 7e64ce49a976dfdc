import { ContactAttempted } from '#events/support';
import { actor, given, NOW } from '#contexts/testing';
import { assessed, assigned, caseId, contacted, requested } from './support-case-story.fixture.ts';
import { recordContactAttempt } from './record-contact-attempt.ts';
import { supportCase } from './support-case.ts';

const by = actor('iesc.advisor');
const command = { caseId, channel: 'phone', result: 'message_left', note: '総務の方に伝言' };
const attempted = ContactAttempted({
  channel: 'phone',
  result: 'message_left',
  note: '総務の方に伝言',
  attemptedAt: NOW,
});

test.each([
  ['assigned', assigned],
  ['contacted', contacted],
  ['assessed', assessed],
])('an attempt is recorded while the case is %s', (_, past) =>
  given(supportCase, caseId, ...past)
    .when(recordContactAttempt, command, { by })
    .thenFacts(attempted),
);

test('a note is not needed', () =>
  given(supportCase, caseId, ...assigned)
    .when(recordContactAttempt, { ...command, note: undefined }, { by })
    .thenFacts(ContactAttempted({ ...attempted.data, note: null })));

test('not before there is an advisor', () =>
  given(supportCase, caseId, ...requested)
    .when(recordContactAttempt, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: 'requested', availableActions: ['HoldCase'] }));

test('not over a channel the agreement does not know', () =>
  given(supportCase, caseId, ...assigned)
    .when(recordContactAttempt, { ...command, channel: 'pigeon' }, { by })
    .thenRefused('UNKNOWN_CODE', { path: 'channel' }));

test('not with a result the agreement does not know', () =>
  given(supportCase, caseId, ...assigned)
    .when(recordContactAttempt, { ...command, result: 'shrug' }, { by })
    .thenRefused('UNKNOWN_CODE', { path: 'result' }));

test('not by intake', () =>
  given(supportCase, caseId, ...assigned)
    .when(recordContactAttempt, command, { by: actor('iesc.intake') })
    .thenRefused('ROLE_NOT_ALLOWED'));
