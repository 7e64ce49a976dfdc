import { BulletinPublished, BulletinRelayed } from '#events/exchange';
import { aggregate } from '#platform/decider';
import type { EventOf } from '#platform/event-schema';

const events = [BulletinPublished, BulletinRelayed] as const;

export type BulletinEvent = EventOf<(typeof events)[number]>;

interface Published {
  readonly topic: string;
}

/** A bulletin of IESC's headquarters (お知らせ): operating status, services. */
export type Bulletin =
  | { readonly stage: 'none' }
  | (Published & { readonly stage: 'published' })
  | (Published & { readonly stage: 'relayed' });

export const initialBulletin: Bulletin = { stage: 'none' };

/** What a bulletin is after one more event. */
export function evolveBulletin(state: Bulletin, event: BulletinEvent): Bulletin {
  switch (event.type) {
    case 'BulletinPublished':
      return { stage: 'published', topic: event.data.topic };
    case 'BulletinRelayed':
      return state.stage === 'none' ? state : { ...state, stage: 'relayed' };
    default:
      return event satisfies never;
  }
}

export const bulletin = aggregate<Bulletin, BulletinEvent>({
  category: 'bulletin',
  idField: 'bulletinId',
  events,
  initialState: initialBulletin,
  evolve: evolveBulletin,
});
