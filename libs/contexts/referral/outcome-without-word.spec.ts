import { ClockBreached, ClockWaived } from '#events/clock';
import { exampleOf } from '#platform/event-schema';
import { issue } from '#platform/process-managers';
import { given, on } from '#platform/testing';
import { DeemOutcomeAcknowledged, deemOutcomeAcknowledged } from './deem-outcome-acknowledged.ts';
import { outcomeWithoutWord } from './outcome-without-word.ts';
import { referralId } from './referral-story.fixture.ts';

const stream = 'clock-0b6c1d9e-43a1-4c57-9b1f-0000000000c1';
const about = (kind: string) => ({ kind, subjectCategory: 'referral', subjectId: referralId, officeId: 'nasilc-22' });
const breached = (kind: string) =>
  on(stream, ClockBreached({ ...exampleOf(ClockBreached).data, about: about(kind), escalations: [] }));
const waived = (kind: string) => on(stream, ClockWaived({ ...exampleOf(ClockWaived).data, about: about(kind) }));
const deemed = (because: 'no_word' | 'waived') =>
  issue(deemOutcomeAcknowledged, DeemOutcomeAcknowledged, { referralId, because });

test('an outcome of which nobody took note in time counts as acknowledged', () =>
  given(breached('acknowledgeOutcome')).thenCommands(outcomeWithoutWord, deemed('no_word')));

test('one of which nobody need take note does too', () =>
  given(waived('acknowledgeOutcome')).thenCommands(outcomeWithoutWord, deemed('waived')));

test('what else is late, or waived, counts as nothing', () =>
  given(breached('decideReferral'), waived('acknowledgeReferral')).thenCommands(outcomeWithoutWord));
