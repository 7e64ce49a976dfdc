import { InboxRead } from '#events/notification';
import { aggregate, derivedId } from '#platform/decider';
import type { EventOf } from '#platform/event-schema';

export type InboxEvent = EventOf<typeof InboxRead>;

/** Up to which instant somebody has read all that was sent to them, as the person they are and by the post they hold. */
export type Inbox =
  { readonly stage: 'none' } | { readonly stage: 'kept'; readonly readUpTo: { readonly [address: string]: string } };

export const initialInbox: Inbox = { stage: 'none' };

/** What an inbox is after one more event. */
export function evolveInbox(state: Inbox, event: InboxEvent): Inbox {
  const { address, upTo } = event.data;
  return { stage: 'kept', readUpTo: { ...(state.stage === 'kept' && state.readUpTo), [address]: upTo } };
}

/** Everybody has one inbox. */
export const inboxIdOf = (userId: string): string => derivedId('inbox', userId);

export const inbox = aggregate<Inbox, InboxEvent>({
  category: 'inbox',
  idField: 'inboxId',
  events: [InboxRead],
  initialState: initialInbox,
  evolve: evolveInbox,
});
