import { actor, given } from '#contexts/testing';
import { clockId, extended, stagesBut, started, warnAt, warned } from './clock-story.fixture.ts';
import { clock } from './clock.ts';
import { warnClock } from './warn-clock.ts';

const by = actor('process');
const command = { clockId, at: warnAt };

test('it says when it is due', () => given(clock, clockId, started).when(warnClock, command, { by }).thenFacts(warned));

test('once', () => given(clock, clockId, started, warned).when(warnClock, command, { by }).thenNothing());

test('not for an instant of before it was extended', () =>
  given(clock, clockId, started, extended).when(warnClock, command, { by }).thenRefused('CLOCK_MOVED'));

test.each(stagesBut('running'))('not at stage %s', (stage, past) =>
  given(clock, clockId, ...past)
    .when(warnClock, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: stage }),
);

test('not one that does not exist', () => given().when(warnClock, command, { by }).thenRefused('NOT_FOUND'));
