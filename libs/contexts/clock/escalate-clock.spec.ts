import { ClockBreached, ClockEscalated, ClockStarted } from '#events/clock';
import { actor, given } from '#contexts/testing';
import { about, breached, clockId, escalated, extended, stagesBut, started } from './clock-story.fixture.ts';
import { clock } from './clock.ts';
import { escalateClock } from './escalate-clock.ts';

const by = actor('process');
const late = given(clock, clockId, started, breached);
const to = (...recipients: readonly string[]) =>
  recipients.map((recipient) => {
    const [officeId = '', role = ''] = recipient.split(' ');
    return { officeId, role };
  });

test.each([
  [1, to('iesc-22 iesc.office_manager')],
  [2, to('iesc-hq iesc.hq_coordinator')],
  [3, to('iesc-hq iesc.hq_coordinator', 'nasilc-hq nasilc.hq_liaison')],
])('level %i goes to %j', (level, recipients) =>
  late.when(escalateClock, { clockId, level }, { by }).thenFacts(ClockEscalated({ about, level, to: recipients })),
);

test.each([
  [1, to('nasilc-22 nasilc.pref_liaison')],
  [2, to('nasilc-hq nasilc.hq_liaison')],
  [3, to('iesc-hq iesc.hq_coordinator', 'nasilc-hq nasilc.hq_liaison')],
])('of an association, level %i goes to %j', (level, recipients) => {
  const ofAssociation = { ...about, kind: 'replyToInformationRequest', officeId: 'nasilc-22' };
  return given(
    clock,
    clockId,
    ClockStarted({ ...started.data, ...ofAssociation }),
    ClockBreached({ ...breached.data, about: ofAssociation }),
  )
    .when(escalateClock, { clockId, level }, { by })
    .thenFacts(ClockEscalated({ about: ofAssociation, level, to: recipients }));
});

test('of a case that perhaps nobody referred, NASILC hears nothing', () => {
  const ofCase = { ...about, kind: 'firstContact', subjectCategory: 'supportcase' };
  return given(
    clock,
    clockId,
    ClockStarted({ ...started.data, ...ofCase }),
    ClockBreached({ ...breached.data, about: ofCase }),
  )
    .when(escalateClock, { clockId, level: 3 }, { by })
    .thenFacts(ClockEscalated({ about: ofCase, level: 3, to: to('iesc-hq iesc.hq_coordinator') }));
});

test('each level once', () =>
  given(clock, clockId, started, breached, escalated).when(escalateClock, { clockId, level: 1 }, { by }).thenNothing());

test('not what is not late', () =>
  given(clock, clockId, started).when(escalateClock, { clockId, level: 1 }, { by }).thenRefused('CLOCK_MOVED'));

test('not any more once it was extended', () =>
  given(clock, clockId, started, breached, extended)
    .when(escalateClock, { clockId, level: 1 }, { by })
    .thenRefused('CLOCK_MOVED'));

test.each(stagesBut('running'))('not at stage %s', (stage, past) =>
  given(clock, clockId, ...past)
    .when(escalateClock, { clockId, level: 1 }, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: stage }),
);
