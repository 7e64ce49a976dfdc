import type { GuardedWrites, PackedWrite, WritesOutcome } from './sqlite-write.ts';

/** What the thread that builds is asked for; each is answered, in turn. */
export type ToBuilder =
  | { readonly say: 'begin' | 'commit' | 'roll back' | 'close' }
  | { readonly say: 'guard'; readonly guard: GuardedWrites['guard'] }
  | { readonly say: 'write'; readonly write: PackedWrite }
  /** In a transaction, or by itself. */
  | { readonly say: 'run' | 'execute'; readonly text: string };

export type FromBuilder =
  | { readonly told: 'done'; readonly outcomes: readonly WritesOutcome[] }
  | { readonly told: 'failed'; readonly message: string };
