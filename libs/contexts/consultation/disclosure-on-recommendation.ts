import { RecordDisclosure, recordDisclosure } from '#contexts/consent';
import { processManager } from '#contexts/kernel';
import { issue, stateless } from '#platform/process-managers';

/** Naming the client to the association is recorded with the consent it rests on (第三者提供記録). */
export const disclosureOnRecommendation = processManager({
  name: 'disclosure-on-recommendation',
  version: 1,
  startsOn: ['ConsultantRecommended'],
  actsFrom: 'the beginning',
  correlateBy: { ConsultantRecommended: ({ streamId }) => streamId },
  evolve: stateless,
  react: (_, event) => {
    if (event.type !== 'ConsultantRecommended') return {};
    const { consentId, officeId: provider, disclosedTo: recipient, items } = event.data;
    if (consentId === null || recipient === null) return {};
    const disclosed = { consentId, provider, recipient, items, subjectOf: event.streamId };
    return { commands: [issue(recordDisclosure, RecordDisclosure, disclosed)] };
  },
});
