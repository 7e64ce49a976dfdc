import { AgreementAmended, AgreementConfirmed, AgreementTerminated } from '#events/agreement';
import { actor } from '#contexts/testing';
import { exampleOf } from '#platform/event-schema';

/** An amendment that IESC recorded: the past that specs of what becomes of it begin with. */
export const iesc = actor('iesc.hq_coordinator', 'iesc-hq');
export const nasilc = actor('nasilc.hq_liaison', 'nasilc-hq');
export const version = 'AGR-2025-2';
export const inForceFrom = '2025-12-01';
export const draft = AgreementAmended({ ...exampleOf(AgreementAmended).data, version, inForceFrom, awaits: 'nasilc' });
export const confirmed = AgreementConfirmed({ version, inForceFrom, follows: 'AGR-2025' });
export const terminated = AgreementTerminated({
  version: 'AGR-2025',
  terminatedFrom: '2026-01-01',
  message: '協議により終了',
});
