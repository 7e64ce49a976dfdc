import { RecordDisclosure, recordDisclosure } from '#contexts/consent';
import { processManager } from '#contexts/kernel';
import { issue } from '#platform/process-managers';

/** Accepting a referral hands the client's data over: the disclosure is recorded with the consent it rests on. */
export const disclosureOnAcceptance = processManager({
  name: 'disclosure-on-acceptance',
  on: {
    ReferralAccepted: ({ data: { consentId, openedBy, openedTo, items }, streamId }) => [
      issue(recordDisclosure, RecordDisclosure, {
        consentId,
        provider: openedBy,
        recipient: openedTo,
        items,
        subjectOf: streamId,
      }),
    ],
  },
});
