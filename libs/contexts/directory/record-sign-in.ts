import { MemberSignedIn } from '#events/directory';
import { decision, IsCode, IsUserId, processes } from '#contexts/kernel';
import { memberIdOf, staffMember } from './staff-member.ts';

/** The service has seen somebody act for an office in a role that it did not know they had there. */
export class RecordSignIn {
  @IsUserId() userId!: string;
  @IsCode() org!: string;
  @IsCode() officeId!: string;
  @IsCode() role!: string;
}

export const recordSignIn = decision(staffMember, RecordSignIn, {
  by: processes,
  from: ['none', 'known'],
  emits: [MemberSignedIn],
  idOf: ({ userId }) => memberIdOf(userId),
  decide: ({ userId, org, officeId, role }, state) => {
    const isKnown =
      state.stage === 'known' && state.posts.some((post) => post.officeId === officeId && post.role === role);
    return isKnown ? [] : [MemberSignedIn({ userId, org, officeId, role })];
  },
});
