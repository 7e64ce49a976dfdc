import { dayOf, familyReference, isPrefectureCode } from '#reference-data';

/**
 * The reference of a case family to say on the telephone, as the event that begins the family tells it: its own
 * correlation id, the prefecture it belongs to, the instant it happened.
 */
export function referenceOf(family: string, prefecture: string | null, beganAt: string): string {
  return familyReference({
    id: family,
    prefecture: prefecture !== null && isPrefectureCode(prefecture) ? prefecture : null,
    year: Number(dayOf(beganAt).slice(0, 4)),
  });
}
