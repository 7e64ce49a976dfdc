import { ConsultantRecommended } from '#events/consultation';
import { RecordDisclosure, recordDisclosure } from '#contexts/consent';
import { exampleOf } from '#platform/event-schema';
import { issue } from '#platform/process-managers';
import { given, on } from '#platform/testing';
import { disclosureOnRecommendation } from './disclosure-on-recommendation.ts';

const named = exampleOf(ConsultantRecommended);
const anonymous = ConsultantRecommended({
  ...named.data,
  consentId: null,
  disclosedTo: null,
  clientId: null,
  items: [],
});

const after = (fact: typeof named) => given(on('grantconsultation-g1', fact));

test('naming the client to the association is recorded as a disclosure', () => {
  return after(named).thenCommands(
    disclosureOnRecommendation,
    issue(recordDisclosure, RecordDisclosure, {
      consentId: '0b6c1d9e-43a1-4c57-9b1f-000000000007',
      provider: 'iesc-22',
      recipient: 'nasilc-22',
      items: ['company_identity'],
      subjectOf: 'g1',
    }),
  );
});

test('nothing is disclosed where the client is not named', () => {
  return after(anonymous).thenCommands(disclosureOnRecommendation);
});
