import type { AsideProgress, AsideVersion } from './builds-aside.ts';

/** What the thread that builds aside is asked for. `id` tells the answers apart. */
export type ToAside =
  | { readonly say: 'build' | 'forget'; readonly id: number; readonly version: AsideVersion }
  | { readonly say: 'keep only'; readonly id: number; readonly versions: readonly AsideVersion[] }
  /** What is being built under the id is not wanted any more. */
  | { readonly say: 'leave'; readonly id: number }
  | { readonly say: 'close' };

export type FromAside =
  | ({ readonly told: 'came to'; readonly id: number } & AsideProgress)
  | { readonly told: 'done'; readonly id: number }
  | { readonly told: 'failed'; readonly id: number; readonly message: string };
