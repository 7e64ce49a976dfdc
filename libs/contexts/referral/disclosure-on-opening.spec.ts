import { RecordDisclosure, recordDisclosure } from '#contexts/consent';
import { registry } from '#contexts/programme';
import { on, recordedInTest } from '#platform/testing';
import { disclosureOnOpening } from './disclosure-on-opening.ts';
import { accepted, caseLinked, consentId, openedByRequest, referralId } from './referral-story.ts';

test('an acceptance leads to one record: what the consent names went from the association to the office', () => {
  const [recorded] = recordedInTest([on(`referral-${referralId}`, accepted)]);
  const planned = disclosureOnOpening.on['ReferralAccepted']!(registry.decode(recorded!)!);
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

test('an owner’s request before any acceptance leads to one record too, of all that the consent names', () => {
  const events = recordedInTest([
    on(`referral-${referralId}`, caseLinked),
    on(`referral-${referralId}`, openedByRequest),
  ]);
  const planned = events.flatMap((event) => disclosureOnOpening.on[event.type]?.(registry.decode(event)!) ?? []);
  expect(planned).toEqual([
    {
      decision: recordDisclosure,
      command: Object.assign(new RecordDisclosure(), {
        consentId,
        provider: 'nasilc-22',
        recipient: 'iesc-22',
        subjectOf: referralId,
      }),
    },
  ]);
});
