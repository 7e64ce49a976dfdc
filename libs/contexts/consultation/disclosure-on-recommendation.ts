import { RecordDisclosure, recordDisclosure } from '#contexts/consent';
import { processManager } from '#contexts/kernel';
import { issue } from '#platform/process-managers';

/** Naming the client to the association is recorded with the consent it rests on (第三者提供記録). */
export const disclosureOnRecommendation = processManager({
  name: 'disclosure-on-recommendation',
  on: {
    ConsultantRecommended: ({ data: { consentId, officeId, disclosedTo, items }, streamId }) =>
      consentId === null || disclosedTo === null
        ? []
        : [
            issue(recordDisclosure, RecordDisclosure, {
              consentId,
              provider: officeId,
              recipient: disclosedTo,
              items,
              subjectOf: streamId,
            }),
          ],
  },
});
