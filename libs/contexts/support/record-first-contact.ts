import { SupportInitiated } from '#events/support';
import { dueByClock } from '#contexts/clock';
import { office, officeStreamIdOf } from '#contexts/directory';
import { caseStaff, decision, IsCode } from '#contexts/kernel';
import { read } from '#platform/decider';
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
  reads: {
    office: read(office, (_: RecordFirstContact, _actor, { officeId }: { readonly officeId: string }) =>
      officeStreamIdOf(officeId),
    ),
  },
  decide: ({ channel }, _, { now, policy, reads }) => {
    policy.requireCode('contactChannels', channel, 'channel');
    const assessBy = dueByClock('assessment', now, policy, reads.office);
    return [SupportInitiated({ channel, contactedAt: now, assessBy })];
  },
});
