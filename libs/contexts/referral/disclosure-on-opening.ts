import { RecordDisclosure, recordDisclosure } from '#contexts/consent';
import { processManager } from '#contexts/kernel';
import { issue } from '#platform/process-managers';

/**
 * A referral opens to the office when it is accepted, or by the owner's own request: the client's data is handed over,
 * and the disclosure is recorded with the consent it rests on.
 */
export const disclosureOnOpening = processManager({
  name: 'disclosure-on-opening',
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
    ReferralOpenedToOffice: ({ data: { consentId, openedBy, openedTo }, streamId }) => [
      issue(recordDisclosure, RecordDisclosure, {
        consentId,
        provider: openedBy,
        recipient: openedTo,
        subjectOf: streamId,
      }),
    ],
  },
});
