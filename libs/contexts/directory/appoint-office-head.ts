import { OfficeHeadAppointed } from '#events/directory';
import { decision, headquarters, IsUserId } from '#contexts/kernel';
import { requireKept } from './kept-office.ts';
import { OfficeCommand } from './office-command.ts';
import { office, officeStreamIdOf } from './office.ts';

/** Headquarters say who is head of an office (所長) or of an association (会長); who was it before no longer is. */
export class AppointOfficeHead extends OfficeCommand {
  @IsUserId() userId!: string;
}

export const appointOfficeHead = decision(office, AppointOfficeHead, {
  by: headquarters,
  from: ['active', 'suspended'],
  emits: [OfficeHeadAppointed],
  idOf: ({ officeId }) => officeStreamIdOf(officeId),
  decide: ({ officeId, userId }, { headId }, { actor }) => {
    const { id } = requireKept(officeId, actor);
    return headId === userId ? [] : [OfficeHeadAppointed({ officeId: id, userId })];
  },
});
