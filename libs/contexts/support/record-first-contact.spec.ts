import { OfficeCalendarSet } from '#events/directory';
import { office, officeStreamIdOf } from '#contexts/directory';
import { SupportInitiated } from '#events/support';
import { actor, given, NOW } from '#contexts/testing';
import { assigned, caseId, contacted, requested } from './support-case-story.fixture.ts';
import { recordFirstContact } from './record-first-contact.ts';
import { supportCase } from './support-case.ts';

const by = actor('iesc.advisor');
const command = { caseId, channel: 'phone' };

test('first contact begins the support; the assessment is due ten business days later', () =>
  given(supportCase, caseId, ...assigned)
    .when(recordFirstContact, command, { by })
    .thenFacts(SupportInitiated({ channel: 'phone', contactedAt: NOW, assessBy: '2025-11-20T14:59:59.999Z' })));

test('not before there is an advisor', () =>
  given(supportCase, caseId, ...requested)
    .when(recordFirstContact, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: 'requested', availableActions: ['HoldCase'] }));

test('only once', () =>
  given(supportCase, caseId, ...contacted)
    .when(recordFirstContact, command, { by })
    .thenRefused('NOT_ALLOWED', {
      currentStage: 'contacted',
      availableActions: ['HoldCase', 'RecordContactAttempt', 'RecordAssessment', 'RecordNotEstablished'],
    }));

test('not over a channel the agreement does not know', () =>
  given(supportCase, caseId, ...assigned)
    .when(recordFirstContact, { ...command, channel: 'pigeon' }, { by })
    .thenRefused('UNKNOWN_CODE', { path: 'channel' }));

test('not by a consultant', () =>
  given(supportCase, caseId, ...assigned)
    .when(recordFirstContact, command, { by: actor('nasilc.consultant') })
    .thenRefused('ROLE_NOT_ALLOWED'));

test('by the calendar of the office', () =>
  given(supportCase, caseId, ...assigned)
    .and(
      office,
      officeStreamIdOf('iesc-22'),
      OfficeCalendarSet({ officeId: 'iesc-22', closures: ['2025-11-07'], cutOffHour: 17 }),
    )
    .when(recordFirstContact, command, { by })
    .thenFacts(SupportInitiated({ channel: 'phone', contactedAt: NOW, assessBy: '2025-11-21T14:59:59.999Z' })));
