import { IsEmail, MaxLength } from 'class-validator';
import { MemberMailSet } from '#events/directory';
import { decision, IsId, MayBeAbsent, organisationStaff, roles } from '#contexts/kernel';
import { Refusal } from '#platform/decider';
import type { Actor } from '#platform/event-store';
import { officeKeepers } from './kept-office.ts';
import { staffMember, type Post } from './staff-member.ts';

/** A member, or who looks after an office of theirs, says where mail reaches them; nowhere any more where none is named. */
export class SetMemberMail {
  @IsId() memberId!: string;
  @MayBeAbsent() @IsEmail() @MaxLength(254) mail?: string;
}

export const setMemberMail = decision(staffMember, SetMemberMail, {
  by: organisationStaff,
  from: ['known'],
  emits: [MemberMailSet],
  decide: ({ mail = null }, { userId, org, posts, hasMail }, { actor }) => {
    if (userId !== actor.userId && !(org === actor.org && isKeeper(actor, posts))) throw notYours();
    return mail === null && !hasMail ? [] : [MemberMailSet({ userId, mail })];
  },
});

function isKeeper({ role, officeId }: Actor, posts: readonly Post[]): boolean {
  const isEverywhere = roles.get(role)?.scope === 'everything';
  return (
    officeKeepers.some((one) => one === role) && (isEverywhere || posts.some((post) => post.officeId === officeId))
  );
}

function notYours() {
  return new Refusal('forbidden', 'NOT_YOUR_OWN', {
    en: 'Only the member, or who looks after their office, says where mail reaches them',
    ja: '本人または所属長のみ設定できます',
  });
}
