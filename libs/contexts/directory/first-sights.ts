import { derivedId, type CommandContext, type Decision } from '#platform/decider';
import type { Actor } from '#platform/event-store';
import { processActor } from '#platform/process-managers';
import { dayOf, iescHeadquarters, nasilcHeadquarters } from '#reference-data';
import { RecordSignIn, recordSignIn } from './record-sign-in.ts';

/** Whose name stands in what the service records of those who signed in. */
export const SIGN_INS = 'sign-ins';

/** Those who act for no office of their own act for headquarters; others than the two organisations' people are no staff. */
const HEADQUARTERS: { readonly [org: string]: string } = { iesc: iescHeadquarters.id, nasilc: nasilcHeadquarters.id };

/**
 * Has it recorded when somebody acts for an office in a role for the first time, beside the requests: none waits for it, and
 * none fails for it. Each post is asked about once a day by each process; what was recorded before is not recorded again.
 */
export class FirstSights {
  readonly #parts: FirstSightsParts;
  #day = '';
  /** Posts that were asked about today. */
  readonly #asked = new Set<string>();
  /** Whatever was last asked is answered after all that was asked before. */
  #answered: Promise<void> = Promise.resolve();

  constructor(parts: FirstSightsParts) {
    this.#parts = parts;
  }

  /** Takes note of somebody whose token was found good. */
  note({ userId, org, officeId, role }: Actor): void {
    const headquarters = HEADQUARTERS[org];
    if (headquarters === undefined) return;
    const post = { userId, org, officeId: officeId ?? headquarters, role };
    const today = dayOf(this.#parts.now());
    if (today !== this.#day) this.#asked.clear();
    this.#day = today;
    const name = JSON.stringify(post);
    if (this.#asked.has(name)) return;
    this.#asked.add(name);
    this.#answered = this.#answered.then(() => this.#record(post, today, name));
  }

  /** Resolves when all that was noted so far is recorded, or was given up. */
  settled(): Promise<void> {
    return this.#answered;
  }

  async #record(post: RecordSignIn, today: string, name: string): Promise<void> {
    const commandId = derivedId('sign-in', today, name);
    try {
      await this.#parts.issue(recordSignIn, Object.assign(new RecordSignIn(), post), {
        actor: processActor(SIGN_INS),
        commandId,
        source: 'process',
      });
    } catch (error) {
      // The next good token of theirs asks again.
      this.#asked.delete(name);
      this.#parts.failed(error);
    }
  }
}

export interface FirstSightsParts {
  readonly issue: (decision: Decision, command: object, context: CommandContext) => Promise<unknown>;
  /** The present instant, ISO 8601 UTC. */
  readonly now: () => string;
  /** Told of what could not be recorded. */
  readonly failed: (error: unknown) => void;
}
