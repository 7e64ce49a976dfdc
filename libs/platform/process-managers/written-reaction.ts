import type { Reaction } from './process-manager.ts';

/** A change of an instance's timers; without an instant it is cancelled. */
interface WrittenTimer {
  readonly name: string;
  readonly due: string | undefined;
}

/** What follows from an event or a timer, as it is stored. */
export interface WrittenReaction {
  readonly timers: readonly WrittenTimer[];
  /** In order; bodies as JSON. */
  readonly commands: readonly { readonly decision: string; readonly body: string }[];
}

const NOTHING: readonly never[] = [];

/**
 * Puts a reaction into writing, before anything of what it follows from is gathered: one that cannot be written leaves
 * nothing half done.
 *
 * @param isSilent its commands are none of our business
 * @throws RangeError for an instant that is none, TypeError for a command that has no JSON
 */
export function written({ timers, commands }: Reaction, isSilent: boolean): WrittenReaction {
  return {
    timers:
      timers?.map((change) =>
        'cancel' in change
          ? { name: change.cancel, due: undefined }
          : // As all instants here are written, so that their order is that of their letters.
            { name: change.set, due: new Date(change.at).toISOString() },
      ) ?? NOTHING,
    commands:
      isSilent || !commands
        ? NOTHING
        : commands.map(({ decision, command }) => ({ decision: decision.name, body: JSON.stringify(command) })),
  };
}
