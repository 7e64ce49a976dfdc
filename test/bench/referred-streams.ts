import { randomUUID } from 'node:crypto';
import { ClientReferred } from '#events/referral';
import { referral } from '#contexts/referral';
import { openCommandDoor, programme } from '#contexts/programme';
import { randomIds, systemClock } from '#platform/clock';
import { envelop, streamOf, type CommandContext, type Issued } from '#platform/decider';
import { exampleOf } from '#platform/event-schema';
import type { EventStore, NewEvent } from '#platform/event-store';
import { BodyDigest, Sealing, type KeyStore } from '#platform/privacy';
import { decisionNamed } from '../decision-named.ts';

const fact = exampleOf(ClientReferred);
const actor = { userId: 'intake-22', org: 'iesc', officeId: 'iesc-22', role: 'iesc.intake' };
const acknowledgeReferral = decisionNamed('AcknowledgeReferral');

/** A first event for a referral's stream, sealed and chained as a decision's would be. */
export async function referred(keys: KeyStore, id: string): Promise<NewEvent> {
  const stream = streamOf(referral, id);
  const [event] = await envelop(
    { sealing: new Sealing(keys), digests: new BodyDigest(keys), ids: randomIds },
    referral,
    { stream, events: [], state: referral.initialState, revision: undefined, lastHash: undefined },
    [fact],
    {
      now: systemClock.now(),
      agreementVersion: 'AGR-2025',
      family: id,
      context: contextOf(),
      body: '{}',
      streamsRead: {},
    },
  );
  return event!;
}

/** Referrals that wait to be acknowledged: the ids of so many new streams of one event. */
export async function referredStreams(store: EventStore, keys: KeyStore, count: number): Promise<readonly string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  for (let from = 0; from < count; from += 64) {
    await Promise.all(
      ids
        .slice(from, from + 64)
        .map(async (id) => store.append(streamOf(referral, id), 'no stream', [await referred(keys, id)])),
    );
  }
  return ids;
}

/** Loads a referral, decides that it is acknowledged, appends: all that the door does for a command. */
export function acknowledging(store: EventStore, keys: KeyStore): (referralId: string) => Promise<Issued> {
  const door = openCommandDoor(programme, { store, keys, clock: systemClock });
  return (referralId) =>
    door.issue(acknowledgeReferral, Object.assign(new acknowledgeReferral.command(), { referralId }), contextOf());
}

function contextOf(): CommandContext {
  return { actor, commandId: randomUUID(), source: 'api' };
}
