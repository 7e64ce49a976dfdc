import {
  inForceOn,
  inSequence,
  lastInForceOn,
  policies,
  policyFrom,
  type EndedVersion,
  type Policy,
  type RecordedVersion,
} from '#contexts/agreement';
import type { AggregateLoader, PolicyBook } from '#platform/decider';
import { dayOf, type Day } from '#reference-data';
import {
  agreementVersions,
  agreementVersionsId,
  initialAgreementVersions,
  type AgreementVersions,
} from './agreement-versions.ts';

/**
 * The versions that the program knows and those of the log. The log is asked once a day, in Asia/Tokyo, and for a version
 * that is not known yet: what is recorded on a day is in force on the next at the earliest, so that what was read on a day
 * holds to its end. Answers at once otherwise, and not with a promise.
 */
export class LoggedPolicyBook implements PolicyBook<Policy> {
  readonly #loader: AggregateLoader;
  #day: Day | undefined;
  #state: AgreementVersions = initialAgreementVersions;
  #policies: readonly Policy[] = policies;

  constructor(loader: AggregateLoader) {
    this.#loader = loader;
  }

  /** @throws Refusal `NO_AGREEMENT_IN_FORCE`, `AGREEMENT_TERMINATED`, and what reading the log throws */
  inForce(instant: string): Policy | Promise<Policy> {
    return this.#on(dayOf(instant), inForceOn);
  }

  /** @throws Refusal `NO_AGREEMENT_IN_FORCE` before the first, and what reading the log throws */
  lastInForce(instant: string): Policy | Promise<Policy> {
    return this.#on(dayOf(instant), lastInForceOn);
  }

  /** @throws RangeError for a version that nobody knows, and what reading the log throws */
  version(version: string): Policy | Promise<Policy> {
    return named(version, this.#policies) ?? this.#reread(this.#day).then((known) => required(version, known));
  }

  /** Every version there is, the oldest first, as the log has them now. */
  all(): Promise<readonly Policy[]> {
    return this.#reread(this.#day);
  }

  #on(day: Day, asked: (day: Day, known: readonly Policy[]) => Policy): Policy | Promise<Policy> {
    return day === this.#day ? asked(day, this.#policies) : this.#reread(day).then((known) => asked(day, known));
  }

  async #reread(day: Day | undefined): Promise<readonly Policy[]> {
    const { state } = await this.#loader.load(agreementVersions, agreementVersionsId);
    const { recorded, ended } = state as AgreementVersions;
    const isNew = recorded.length !== this.#state.recorded.length || ended.length !== this.#state.ended.length;
    if (isNew) this.#policies = policiesWith(recorded, ended);
    this.#state = state as AgreementVersions;
    this.#day = day;
    return this.#policies;
  }
}

/** All policies, those of the log behind those that the program knows. */
export function policiesWith(
  recorded: readonly RecordedVersion[],
  ended: readonly EndedVersion[] = [],
): readonly Policy[] {
  const isAsKnown = recorded.length + ended.length === 0;
  return isAsKnown ? policies : inSequence(policies, recorded, ended).map(policyFrom);
}

const named = (version: string, known: readonly Policy[]) => known.find((policy) => policy.version === version);

function required(version: string, known: readonly Policy[]): Policy {
  const policy = named(version, known);
  if (policy === undefined) throw new RangeError(`no version ${version} of the agreement is known`);
  return policy;
}
