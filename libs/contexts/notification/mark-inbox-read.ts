import { IsISO8601 } from 'class-validator';
import { InboxRead } from '#events/notification';
import { decision } from '#contexts/kernel';
import { addressesOf } from '#platform/access';
import { ruleBroken } from '#platform/decider';
import { inbox, inboxIdOf } from './inbox.ts';
import { notificationReaders } from './notification-readers.ts';

/** Somebody has read all that was sent to them up to an instant, that of the newest they have seen. */
export class MarkInboxRead {
  @IsISO8601({ strict: true }) upTo!: string;
}

export const markInboxRead = decision(inbox, MarkInboxRead, {
  by: notificationReaders,
  from: ['none', 'kept'],
  emits: [InboxRead],
  idOf: (_, { userId }) => inboxIdOf(userId),
  decide: ({ upTo: said }, state, { actor, now }) => {
    const upTo = new Date(said).toISOString();
    if (upTo > now) throw inTheFuture();
    const readUpTo = state.stage === 'kept' ? state.readUpTo : {};
    return addressesOf(actor)
      .filter((address) => (readUpTo[address] ?? '') < upTo)
      .map((address) => InboxRead({ readBy: actor.userId, address, upTo }));
  },
});

function inTheFuture() {
  return ruleBroken(
    'IN_THE_FUTURE',
    { en: 'Nobody has read what is sent in the future', ja: '未来の時刻は指定できません' },
    'upTo',
  );
}
