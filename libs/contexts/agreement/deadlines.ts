/** How long each step may take, in business days of the office's calendar unless it says otherwise. 0 is the same day. */
export interface Deadlines {
  /** Office acknowledges a referral it received. */
  readonly acknowledgeReferral: number;
  /** Somebody takes what was acknowledged under review. */
  readonly takeReferral: number;
  /** Office accepts or declines it after taking it under review. */
  readonly decideReferral: number;
  /** First contact after the owner's request; by its circumstance. */
  readonly firstContact: number;
  readonly firstContactLayoff: number;
  readonly assessment: number;
  readonly replyToInformationRequest: number;
  readonly answerRedirect: number;
  /** Longest silence towards the referrer about an open case. */
  readonly statusUpdateToReferrer: number;
  readonly reportOutcome: number;
  /** After which an outcome counts as acknowledged without a word of the referrer. */
  readonly acknowledgeOutcome: number;
  /** Decision on a recommendation after a visit in which the owner asked about grants. */
  readonly grantDecision: number;
  readonly consultantReplyToIntroduction: number;
  readonly relayBulletin: number;
  readonly acknowledgeBulletin: number;
  /** Operating report after the end of its quarter. */
  readonly operatingReport: number;
  readonly confirmExchange: number;
  readonly minutes: number;
  /** Calendar days after which the outcome of a grant is asked for. */
  readonly askGrantOutcome: number;
  /** Months before the first, and the last, leaving day of a layoff (労働施策総合推進法24条, 27条). */
  readonly reemploymentPlan: number;
  readonly massLeavingNotice: number;
  /** How long before a thing is due its clock warns. */
  readonly warnBefore: number;
  /** How long after a breach it is brought before each of these; 0 with the breach. */
  readonly escalateToOffice: number;
  readonly escalateToHeadquarters: number;
  readonly escalateToLiaisons: number;
}

/** Bounds that are not deadlines. */
export interface Limits {
  /** Calendar days after its end during which a referral or a case may be reopened as the same stream. */
  readonly reopenWithinDays: number;
  /** Calendar days an unsent draft is kept. */
  readonly draftKeptDays: number;
  /** Calendar days by which something may be entered after it happened. */
  readonly lateEntryDays: number;
  /** Attempts, and business days they must span, before a case ends for want of contact. */
  readonly contactAttempts: number;
  readonly contactAttemptsOverBusinessDays: number;
  /** Calendar months a client's consent runs where no end was agreed. */
  readonly consentMonths: number;
  /** Fewest consultants put before an owner, where there are that many. */
  readonly shortlistAtLeast: number;
  /** Statistics below this count are not shown to the other organisation. */
  readonly smallestCell: number;
  /** Hour in Asia/Tokyo, 1 to 24, from which what comes in counts as the next business day's, where an office sets no other. */
  readonly cutOffHour: number;
}

/** At most how many months lie between two meetings (地方・中央). */
export interface MeetingCadence {
  readonly localMonths: number;
  readonly nationalMonths: number;
}

/**
 * Our proposal for all of them but the months, which are the law's: neither the declaration nor the agreement names a number; IESC's support begins
 * "swiftly" (速やかに) and the exchange is "regular" (定期的).
 */
export const proposedDeadlines: Deadlines = {
  acknowledgeReferral: 1,
  takeReferral: 1,
  decideReferral: 3,
  firstContact: 1,
  firstContactLayoff: 0,
  assessment: 10,
  replyToInformationRequest: 5,
  answerRedirect: 1,
  statusUpdateToReferrer: 20,
  reportOutcome: 5,
  acknowledgeOutcome: 10,
  grantDecision: 3,
  consultantReplyToIntroduction: 3,
  relayBulletin: 5,
  acknowledgeBulletin: 10,
  operatingReport: 20,
  confirmExchange: 10,
  minutes: 10,
  askGrantOutcome: 30,
  reemploymentPlan: 1,
  massLeavingNotice: 1,
  warnBefore: 1,
  escalateToOffice: 0,
  escalateToHeadquarters: 2,
  escalateToLiaisons: 5,
};

/** Our proposal too. */
export const proposedLimits: Limits = {
  reopenWithinDays: 90,
  draftKeptDays: 30,
  lateEntryDays: 30,
  contactAttempts: 3,
  contactAttemptsOverBusinessDays: 10,
  consentMonths: 6,
  shortlistAtLeast: 2,
  smallestCell: 5,
  cutOffHour: 17,
};

/** Our proposal too: the agreement of 2025 asks for regular exchange at the national and the local level. */
export const proposedCadence: MeetingCadence = { localMonths: 6, nationalMonths: 12 };
