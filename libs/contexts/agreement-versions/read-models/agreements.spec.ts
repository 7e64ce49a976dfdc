import { AgreementAmended, AgreementRegistered } from '#events/agreement';
import { exampleOf } from '#platform/event-schema';
import { given, on } from '#platform/testing';
import { agreementVersionsId } from '../agreement-versions.ts';
import { agreements } from './agreements.ts';

const stream = `agreement-${agreementVersionsId}` as const;
const amended = exampleOf(AgreementAmended);
const followed = AgreementRegistered({
  ...exampleOf(AgreementRegistered).data,
  inForceFrom: '2026-04-01',
  follows: 'AGR-2025-2',
});
const { deadlines, limits, cadence, codes } = amended.data;
const amendment = {
  version: 'AGR-2025-2',
  kind: 'amendment',
  labels: null,
  follows: 'AGR-2025',
  signedOn: null,
  inForceFrom: '2025-12-01',
  inForceUntil: null,
  changes: { deadlines, limits, cadence, codes },
  recordedAt: '2026-04-01T00:00:00.000Z',
  recordedBy: 'hq',
};
const actor = { userId: 'hq', org: 'iesc', officeId: 'iesc-hq', role: 'iesc.hq_coordinator' };

test('an amendment, with what it changes', () =>
  given(on(stream, amended, { actor })).thenRows(agreements, [amendment]));

test('a new agreement; what it follows ends on the day before', () =>
  given(on(stream, amended, { actor }), on(stream, followed, { actor })).thenRows(agreements, [
    { ...amendment, inForceUntil: '2026-03-31' },
    {
      ...amendment,
      version: 'AGR-2030',
      kind: 'agreement',
      labels: { ja: '新たな連携協定', en: 'New agreement on cooperation' },
      follows: 'AGR-2025-2',
      signedOn: '2025-11-04',
      inForceFrom: '2026-04-01',
      recordedAt: '2026-04-01T00:00:01.000Z',
    },
  ]));
