import type { Deadlines } from './deadlines.ts';

/** How long a clock runs: so many business days or calendar days, or until so many months before a day. */
export interface ClockTerm {
  readonly unit: 'business_days' | 'days' | 'months_before';
  readonly count: number;
}

type Unit = ClockTerm['unit'];

/** What clocks run for, by the deadline that each keeps. */
const units = {
  acknowledgeReferral: 'business_days',
  takeReferral: 'business_days',
  decideReferral: 'business_days',
  firstContact: 'business_days',
  firstContactLayoff: 'business_days',
  assessment: 'business_days',
  replyToInformationRequest: 'business_days',
  answerRedirect: 'business_days',
  statusUpdateToReferrer: 'business_days',
  reportOutcome: 'business_days',
  acknowledgeOutcome: 'business_days',
  grantDecision: 'business_days',
  consultantReplyToIntroduction: 'business_days',
  relayBulletin: 'business_days',
  acknowledgeBulletin: 'business_days',
  operatingReport: 'business_days',
  confirmExchange: 'business_days',
  minutes: 'business_days',
  askGrantOutcome: 'days',
  reemploymentPlan: 'months_before',
  massLeavingNotice: 'months_before',
} as const satisfies { readonly [Kind in keyof Deadlines]?: Unit };

export type ClockKind = keyof typeof units;

export const clockKinds = Object.keys(units) as readonly ClockKind[];

/** How long a clock of a kind runs under the deadlines of a version of the agreement. */
export const termOf = (kind: ClockKind, deadlines: Deadlines): ClockTerm => ({
  unit: units[kind],
  count: deadlines[kind],
});
