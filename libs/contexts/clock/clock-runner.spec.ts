import { ClockBreached, ClockExtended, ClockRecalculated, ClockResumed, ClockStarted } from '#events/clock';
import type { Fact } from '#platform/event-schema';
import { issue } from '#platform/process-managers';
import { given, on } from '#platform/testing';
import { BreachClock, breachClock } from './breach-clock.ts';
import { clockRunner } from './clock-runner.ts';
import { about, cancelled, clockId, extended, met, paused, resumed, started, waived } from './clock-story.fixture.ts';
import { EscalateClock, escalateClock } from './escalate-clock.ts';
import { WarnClock, warnClock } from './warn-clock.ts';

/** What happened to one clock; facts of these specs are recorded a second apart, from 2026-04-01T00:00:00Z on. */
const after = (...facts: readonly Fact[]) => given(...facts.map((fact) => on(`clock-${clockId}`, fact)));
const timer = (name: string, due: string) => ({ instance: clockId, name, due });

const warnAt = '2026-04-02T15:00:00.000Z';
const dueAt = '2026-04-03T14:59:59.999Z';
const escalations = [
  { level: 1, at: dueAt },
  { level: 2, at: '2026-04-07T14:59:59.999Z' },
  { level: 3, at: '2026-04-10T14:59:59.999Z' },
];
const runs = ClockStarted({ ...started.data, warnAt, dueAt });
const late = ClockBreached({ about, dueAt, escalations });
const later = { warnAt: '2026-04-06T15:00:00.000Z', dueAt: '2026-04-07T14:59:59.999Z' };
const timersOfLater = [timer('warn', later.warnAt), timer('due', later.dueAt)];

const warning = issue(warnClock, WarnClock, { clockId, at: warnAt });
const breach = issue(breachClock, BreachClock, { clockId, at: dueAt });
const escalation = (level: number) => issue(escalateClock, EscalateClock, { clockId, level });

test('one that runs rings when it warns and when it is due', () =>
  after(runs).thenCommands(clockRunner).thenTimers(timer('warn', warnAt), timer('due', dueAt)));

test('one that has no time to warn rings when it is due', () =>
  after(ClockStarted({ ...runs.data, warnAt: null }))
    .thenCommands(clockRunner)
    .thenTimers(timer('due', dueAt)));

test('it warns, then it is breached, each at its instant', async () => {
  await after(runs).at('2026-04-02T14:59:59.999Z').thenCommands(clockRunner);
  await after(runs).at(warnAt).thenCommands(clockRunner, warning).thenTimers(timer('due', dueAt));
  await after(runs).at(dueAt).thenCommands(clockRunner, warning, breach).thenTimers();
});

test('what is late is brought before one after another', () =>
  after(runs, late)
    .at('2026-04-07T14:59:59.999Z')
    .thenCommands(clockRunner, warning, breach, escalation(1), escalation(2))
    .thenTimers(timer('escalate 3', '2026-04-10T14:59:59.999Z')));

test.each([
  ['stands still', paused],
  ['is met', met],
  ['is cancelled', cancelled],
  ['is waived', waived],
])('one that %s rings no more', (_, fact) => after(runs, late, fact).thenCommands(clockRunner).thenTimers());

test('one that goes on rings at its new instants', () =>
  after(runs, paused, ClockResumed({ ...resumed.data, runs: { rested: 2, ...later, escalations: [] } }))
    .thenCommands(clockRunner)
    .thenTimers(...timersOfLater));

test('not while it stands still for another reason', () =>
  after(runs, paused, ClockResumed({ ...resumed.data, runs: null }))
    .thenCommands(clockRunner)
    .thenTimers());

test('one that is extended rings at its new instants, and is brought before nobody until then', () =>
  after(runs, late, ClockExtended({ ...extended.data, ...later }))
    .thenCommands(clockRunner)
    .thenTimers(...timersOfLater));

test('one that is recalculated rings at its new instants, and at those of its escalations still to come', () =>
  after(
    runs,
    late,
    ClockRecalculated({
      before: { warnAt, dueAt, escalations },
      after: { ...later, escalations: escalations.slice(2) },
      holidays: 'a table',
    }),
  )
    .thenCommands(clockRunner)
    .thenTimers(...timersOfLater, timer('escalate 3', '2026-04-10T14:59:59.999Z')));
