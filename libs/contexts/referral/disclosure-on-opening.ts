import { RecordDisclosure, recordDisclosure } from '#contexts/consent';
import { processManager } from '#contexts/kernel';
import { issue, stateless } from '#platform/process-managers';

/**
 * A referral opens to the office when it is accepted, or by the owner's own request: the client's data is handed over,
 * and the disclosure is recorded with the consent it rests on.
 */
export const disclosureOnOpening = processManager({
  name: 'disclosure-on-opening',
  version: 1,
  startsOn: ['ReferralAccepted', 'ReferralOpenedToOffice'],
  actsFrom: 'the beginning',
  correlateBy: { ReferralAccepted: ({ streamId }) => streamId, ReferralOpenedToOffice: ({ streamId }) => streamId },
  evolve: stateless,
  react: (_, event) => {
    if (event.type === '$timer') return {};
    const { consentId, openedBy: provider, openedTo: recipient, items } = event.data;
    const disclosed = { consentId, provider, recipient, subjectOf: event.streamId };
    // What an opening does not say is all that the consent names.
    const named = items === null ? {} : { items };
    return { commands: [issue(recordDisclosure, RecordDisclosure, { ...disclosed, ...named })] };
  },
});
