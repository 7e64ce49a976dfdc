import { ClockExtended, ClockStarted } from '#events/clock';
import { actor, given } from '#contexts/testing';
import { breached, clockId, extended, stagesBut, started, until } from './clock-story.fixture.ts';
import { clock } from './clock.ts';
import { extendClock } from './extend-clock.ts';

const by = actor('iesc.office_manager');
const { businessDays, reason, explanation } = extended.data;
const command = { clockId, businessDays, reason, explanation };

test('it is due so many business days later, and warns anew', () =>
  given(clock, clockId, started).when(extendClock, command, { by }).thenFacts(extended));

test('after a breach too', () =>
  given(clock, clockId, started, breached)
    .at('2025-11-12T02:00:00.000Z')
    .when(extendClock, command, { by })
    .thenFacts(ClockExtended({ ...extended.data, warnAt: '2025-11-12T15:00:00.000Z' })));

test('a second time, from the new day on', () =>
  given(clock, clockId, started, extended)
    .when(extendClock, command, { by })
    .thenFacts(
      ClockExtended({ ...extended.data, warnAt: '2025-11-13T15:00:00.000Z', dueAt: '2025-11-17T14:59:59.999Z' }),
    ));

test('not to an instant that is past', () =>
  given(clock, clockId, started, breached)
    .at('2025-11-20T02:00:00.000Z')
    .when(extendClock, command, { by })
    .thenRefused('STILL_OVERDUE', { path: 'businessDays' }));

test('not a day that the law sets', () =>
  given(clock, clockId, ClockStarted({ ...started.data, unit: 'months_before', day: '2025-12-11' }))
    .when(extendClock, command, { by })
    .thenRefused('SET_BY_LAW', { path: 'businessDays' }));

test('not for a reason that the agreement does not know', () =>
  given(clock, clockId, started)
    .when(extendClock, { ...command, reason: 'holiday' }, { by })
    .thenRefused('UNKNOWN_REASON', { path: 'reason' }));

test('not by another office, for which there is no such clock', () =>
  given(clock, clockId, started)
    .when(extendClock, command, { by: actor('iesc.office_manager', 'iesc-23') })
    .thenRefused('NOT_FOUND'));

test('by headquarters for every office', () =>
  given(clock, clockId, started)
    .when(extendClock, command, { by: actor('iesc.hq_coordinator', 'iesc-hq') })
    .thenFacts(extended));

test.each(['running', 'paused', 'met'] as const)('not by the federation at stage %s: it has no such clock', (stage) =>
  given(clock, clockId, ...until[stage])
    .when(extendClock, command, { by: actor('nasilc.hq_liaison', 'nasilc-hq') })
    .thenRefused('NOT_FOUND'),
);

test('by the federation for an association', () =>
  given(clock, clockId, ClockStarted({ ...started.data, officeId: 'nasilc-22' }))
    .when(extendClock, command, { by: actor('nasilc.hq_liaison', 'nasilc-hq') })
    .thenFacts(extended));

test('of an association’s not by IESC’s headquarters', () =>
  given(clock, clockId, ClockStarted({ ...started.data, officeId: 'nasilc-22' }))
    .when(extendClock, command, { by: actor('iesc.hq_coordinator', 'iesc-hq') })
    .thenRefused('NOT_FOUND'));

test.each(stagesBut('running'))('not at stage %s', (stage, past) =>
  given(clock, clockId, ...past)
    .when(extendClock, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: stage }),
);
