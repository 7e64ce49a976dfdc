import { OfficeResumed, OfficeSuspended } from '#events/directory';
import { actor, given } from '#contexts/testing';
import { office, officeStreamIdOf } from './office.ts';
import { resumeOffice } from './resume-office.ts';
import { suspendOffice } from './suspend-office.ts';

const id = officeStreamIdOf('iesc-22');
const by = actor('iesc.hq_coordinator', 'iesc-hq');
const command = { officeId: 'iesc-22', reason: 'disaster', until: '2025-11-14', note: '台風による停電のため' };
const suspended = OfficeSuspended(command);
const resumed = OfficeResumed({ officeId: 'iesc-22' });

describe('suspending an office', () => {
  test('headquarters take one of theirs out of service', () =>
    given().when(suspendOffice, command, { by }).thenFacts(suspended));

  test('without a day while nobody knows one, and without a word', () =>
    given()
      .when(suspendOffice, { officeId: 'nasilc-22', reason: 'other' }, { by: actor('nasilc.hq_liaison', 'nasilc-hq') })
      .thenFacts(OfficeSuspended({ officeId: 'nasilc-22', reason: 'other', until: null, note: null })));

  test('until today at the earliest', async () => {
    await given()
      .when(suspendOffice, { ...command, until: '2025-11-06' }, { by })
      .thenFacts(OfficeSuspended({ ...command, until: '2025-11-06' }));
    await given()
      .when(suspendOffice, { ...command, until: '2025-11-05' }, { by })
      .thenRefused('IN_THE_PAST', { path: 'until' });
  });

  test('longer than was said first', () =>
    given(office, id, suspended)
      .when(suspendOffice, { ...command, until: '2025-11-21' }, { by })
      .thenFacts(OfficeSuspended({ ...command, until: '2025-11-21' })));

  test('with nothing new to say, nothing is recorded', () =>
    given(office, id, suspended)
      .when(suspendOffice, { officeId: 'iesc-22', reason: 'disaster', until: '2025-11-14' }, { by })
      .thenNothing());

  test('not for a reason that the agreement does not know', () =>
    given()
      .when(suspendOffice, { ...command, reason: 'mood' }, { by })
      .thenRefused('UNKNOWN_REASON', { path: 'reason' }));

  test('not headquarters, who take over from the others', () =>
    given()
      .when(suspendOffice, { ...command, officeId: 'iesc-hq' }, { by })
      .thenRefused('HEADQUARTERS_STAY', { path: 'officeId' }));

  test('not one of the other organisation', () =>
    given()
      .when(suspendOffice, command, { by: actor('nasilc.hq_liaison', 'nasilc-hq') })
      .thenRefused('NOT_FOUND'));

  test('not by its own manager', () =>
    given()
      .when(suspendOffice, command, { by: actor('iesc.office_manager') })
      .thenRefused('ROLE_NOT_ALLOWED'));
});

describe('resuming it', () => {
  test('headquarters put it back into service', () =>
    given(office, id, suspended).when(resumeOffice, { officeId: 'iesc-22' }, { by }).thenFacts(resumed));

  test.each([
    ['never was', given()],
    ['is no longer', given(office, id, suspended, resumed)],
  ])('not one that %s out of service', (_, past) =>
    past.when(resumeOffice, { officeId: 'iesc-22' }, { by }).thenRefused('NOT_ALLOWED', { currentStage: 'active' }),
  );

  test('not one of the other organisation', () =>
    given(office, id, suspended)
      .when(resumeOffice, { officeId: 'iesc-22' }, { by: actor('nasilc.hq_liaison', 'nasilc-hq') })
      .thenRefused('NOT_FOUND'));

  test('not by its own manager', () =>
    given(office, id, suspended)
      .when(resumeOffice, { officeId: 'iesc-22' }, { by: actor('iesc.office_manager') })
      .thenRefused('ROLE_NOT_ALLOWED'));
});
