/**
 * Classes of fields: A shared core (company, need, status, dates, offices), of which A_MINIMAL is what a recipient may
 * know before it accepts; B internal to IESC; C internal to NASILC and confidential to the consultant (社労士法21条);
 * D personal data of workers and registrants; E statistics.
 */
export type FieldClass = 'A_MINIMAL' | 'A' | 'B' | 'C' | 'D' | 'E';

/** How far a referral has come, as far as sharing goes. */
export type SharingStage = 'without_consent' | 'before_acceptance' | 'after_acceptance';

export type SharingAudience = 'iesc' | 'nasilc' | 'auditor';

/** Which classes each audience sees at each stage. A role may narrow it further; only a person's own consent widens it. */
export interface SharingMatrix {
  readonly minimalFields: readonly string[];
  readonly visible: Readonly<Record<SharingStage, Readonly<Record<SharingAudience, readonly FieldClass[]>>>>;
}

const auditor: readonly FieldClass[] = ['A_MINIMAL', 'A', 'B', 'C', 'D', 'E'];

/**
 * Our proposal; the agreement is silent. It rests on confidentiality for life (社労士法21条) and prior consent for third
 * parties (個人情報保護法27条): the client's identity crosses over only while a consent covers it, and worker data never goes
 * to NASILC by the agreement alone.
 */
export const proposedSharing: SharingMatrix = {
  minimalFields: ['circumstances', 'prefecture', 'sizeBand', 'industry', 'urgency'],
  visible: {
    without_consent: { iesc: ['B', 'E'], nasilc: ['C', 'E'], auditor },
    before_acceptance: { iesc: ['A_MINIMAL', 'B', 'E'], nasilc: ['A_MINIMAL', 'A', 'C', 'E'], auditor },
    after_acceptance: {
      iesc: ['A_MINIMAL', 'A', 'B', 'D', 'E'],
      nasilc: ['A_MINIMAL', 'A', 'C', 'E'],
      auditor,
    },
  },
};

/** Whether an audience sees fields of a class at a stage. */
export const maySee = (
  { visible }: SharingMatrix,
  audience: SharingAudience,
  stage: SharingStage,
  fieldClass: FieldClass,
): boolean => visible[stage][audience].includes(fieldClass);
