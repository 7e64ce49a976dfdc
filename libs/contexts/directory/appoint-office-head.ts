import { OfficeHeadAppointed } from '#events/directory';
import { decision, headquarters, IsUserId } from '#contexts/kernel';
import { read } from '#platform/decider';
import { requireKept } from './kept-office.ts';
import { OfficeCommand } from './office-command.ts';
import { requireOfTheOffice, staffMemberIn } from './office-staff.ts';
import { office, officeStreamIdOf } from './office.ts';
import { staffMember } from './staff-member.ts';

/** Headquarters say who is head of an office (所長) or of an association (会長); who was it before no longer is. */
export class AppointOfficeHead extends OfficeCommand {
  @IsUserId() userId!: string;
}

export const appointOfficeHead = decision(office, AppointOfficeHead, {
  by: headquarters,
  from: ['active', 'suspended'],
  emits: [OfficeHeadAppointed],
  idOf: ({ officeId }) => officeStreamIdOf(officeId),
  reads: { member: read(staffMember, staffMemberIn('userId')) },
  decide: ({ officeId, userId }, { headId }, { actor, reads: { member } }) => {
    const { id } = requireKept(officeId, actor);
    if (headId === userId) return [];
    requireOfTheOffice(member, id, 'userId');
    return [OfficeHeadAppointed({ officeId: id, userId })];
  },
});
