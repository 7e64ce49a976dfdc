import {
  ConsentExpired,
  ConsentGiven,
  ConsentNarrowed,
  ConsentRenewed,
  ConsentWithdrawn,
  PersonalDataDisclosed,
} from '#events/consent';
import { clientSubject } from '#contexts/kernel';
import { aggregate, ruleBroken } from '#platform/decider';
import type { EventOf } from '#platform/event-schema';
import type { Day } from '#reference-data';

const events = [
  ConsentGiven,
  ConsentNarrowed,
  ConsentRenewed,
  ConsentWithdrawn,
  ConsentExpired,
  PersonalDataDisclosed,
] as const;

export type ConsentEvent = EventOf<(typeof events)[number]>;

interface Given {
  readonly clientId: string;
  readonly purpose: string;
  readonly items: readonly string[];
  readonly recipients: readonly string[];
  /** First and last day it holds, in Asia/Tokyo. */
  readonly from: Day;
  readonly until: Day;
  /** Who recorded it, and for which office or association. */
  readonly recordedBy: string;
  readonly recordedFor: string;
  /** Offices and associations that something was disclosed to under it. */
  readonly disclosedTo: readonly string[];
}

/** An owner's consent (同意) to what is told to whom, for what, for how long. One that has ended may be given again. */
export type Consent =
  | { readonly stage: 'none' }
  | (Given & { readonly stage: 'given' })
  | (Given & { readonly stage: 'withdrawn' })
  | (Given & { readonly stage: 'expired' });

export const initialConsent: Consent = { stage: 'none' };

/** What a consent is after one more event. */
export function evolveConsent(state: Consent, event: ConsentEvent): Consent {
  if (event.type === 'ConsentGiven') {
    const { clientId, purpose, items, recipients, from, until, recordedBy, recordedFor } = event.data;
    const disclosedTo = state.stage === 'none' ? [] : state.disclosedTo;
    return { stage: 'given', clientId, purpose, items, recipients, from, until, recordedBy, recordedFor, disclosedTo };
  }
  if (state.stage === 'none') return state;
  switch (event.type) {
    case 'ConsentNarrowed':
      return { ...state, items: event.data.items, recipients: event.data.recipients };
    case 'ConsentRenewed':
      return { ...state, stage: 'given', until: event.data.until };
    case 'ConsentWithdrawn':
      return { ...state, stage: 'withdrawn' };
    case 'ConsentExpired':
      return { ...state, stage: 'expired' };
    case 'PersonalDataDisclosed':
      return { ...state, disclosedTo: [...new Set([...state.disclosedTo, event.data.recipient])] };
    default:
      return event satisfies never;
  }
}

export const consent = aggregate<Consent, ConsentEvent>({
  category: 'consent',
  idField: 'consentId',
  events,
  initialState: initialConsent,
  evolve: evolveConsent,
  // Who was told something under it may pass on what the owner says of it.
  parties: (state) =>
    state.stage === 'none'
      ? { offices: [], persons: [] }
      : { offices: [state.recordedFor, ...state.disclosedTo], persons: [state.recordedBy] },
  mainPerson: (state) => (state.stage === 'none' ? undefined : clientSubject(state.clientId)),
});

/**
 * The terms of the consent, if it holds, is the client's own and covers the purpose, the recipient and the day
 * (個人情報保護法27条, 社労士法21条).
 *
 * @throws Refusal 422 `CONSENT_DOES_NOT_COVER`
 */
export function requireCovering(
  state: Consent,
  asked: { readonly clientId: string; readonly purpose: string; readonly recipient: string; readonly on: Day },
): Given {
  if (
    state.stage === 'given' &&
    state.clientId === asked.clientId &&
    state.purpose === asked.purpose &&
    state.recipients.includes(asked.recipient) &&
    state.from <= asked.on &&
    asked.on <= state.until
  ) {
    return state;
  }
  throw ruleBroken(
    'CONSENT_DOES_NOT_COVER',
    {
      en: `No consent of this client covers ${asked.purpose} towards ${asked.recipient} on ${asked.on}`,
      ja: `${asked.on} 時点で、この目的（${asked.purpose}）・提供先（${asked.recipient}）に有効な同意がありません`,
    },
    'consentId',
  );
}

/** The item of a consent under which the recipient is told which company it is. */
export const COMPANY_IDENTITY = 'company_identity';

/**
 * The terms of the consent, if it covers what is asked and lets the company be named to the recipient.
 *
 * @throws Refusal 422 `CONSENT_DOES_NOT_COVER`, `CONSENT_DOES_NOT_NAME`
 */
export function requireNaming(state: Consent, asked: Parameters<typeof requireCovering>[1]): Given {
  const given = requireCovering(state, asked);
  if (given.items.includes(COMPANY_IDENTITY)) return given;
  throw ruleBroken(
    'CONSENT_DOES_NOT_NAME',
    {
      en: `The consent does not let the company be named to ${asked.recipient}`,
      ja: `この同意は提供先（${asked.recipient}）への企業名の提供を含みません`,
    },
    'consentId',
  );
}
