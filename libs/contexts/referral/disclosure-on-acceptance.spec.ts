import { RecordDisclosure, recordDisclosure } from '#contexts/consent';
import { registry } from '#contexts/programme';
import { on, recordedInTest } from '#platform/testing';
import { disclosureOnAcceptance } from './disclosure-on-acceptance.ts';
import { accepted, consentId, referralId } from './referral-story.ts';

test('an acceptance leads to one record: what the consent names went from the association to the office', () => {
  const [recorded] = recordedInTest([on(`referral-${referralId}`, accepted)]);
  const planned = disclosureOnAcceptance.on['ReferralAccepted']!(registry.decode(recorded!)!);
  expect(planned).toEqual([
    {
      decision: recordDisclosure,
      command: Object.assign(new RecordDisclosure(), {
        consentId,
        provider: 'nasilc-22',
        recipient: 'iesc-22',
        items: ['company_identity', 'contact', 'headcount', 'reason'],
        subjectOf: referralId,
      }),
    },
  ]);
  expect(planned[0]!.command).toBeInstanceOf(RecordDisclosure);
});
