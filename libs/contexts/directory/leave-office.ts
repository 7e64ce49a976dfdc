import { MemberLeftOffice } from '#events/directory';
import { decision, IsCode, IsId } from '#contexts/kernel';
import { conflict } from '#platform/decider';
import { officeKeepers, requireKept } from './kept-office.ts';
import { staffMember } from './staff-member.ts';

/** An office says that somebody works there no longer (離任): a sign-in tells of a new post, never of one that ended. */
export class LeaveOffice {
  @IsId() memberId!: string;
  @IsCode() officeId!: string;
}

export const leaveOffice = decision(staffMember, LeaveOffice, {
  by: officeKeepers,
  from: ['known'],
  emits: [MemberLeftOffice],
  decide: (command, { userId, posts }, { actor }) => {
    const officeId = requireKept(command.officeId, actor).id;
    if (!posts.some((post) => post.officeId === officeId)) throw isNone();
    return [MemberLeftOffice({ userId, officeId })];
  },
});

function isNone() {
  return conflict('NOT_OF_THE_OFFICE', { en: 'This is nobody of the office', ja: 'この事務所の職員ではありません' });
}
