import { SupportInitiated } from '#events/support';
import { caseStaff, decision, IsCode } from '#contexts/kernel';
import { dueAt } from '#reference-data';
import { SupportCaseCommand } from './support-case-command.ts';
import { supportCase } from './support-case.ts';

/** The advisor has spoken to the owner for the first time: support has begun, and the "swift" time ends. */
export class RecordFirstContact extends SupportCaseCommand {
  @IsCode() channel!: string;
}

export const recordFirstContact = decision(supportCase, RecordFirstContact, {
  by: caseStaff,
  from: ['assigned'],
  emits: [SupportInitiated],
  decide: ({ channel }, _, { now, policy }) => {
    policy.requireCode('contactChannels', channel, 'channel');
    return [SupportInitiated({ channel, contactedAt: now, assessBy: dueAt(now, policy.deadlines.assessment) })];
  },
});
