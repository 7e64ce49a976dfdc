import type { Position } from '../port.ts';
import type { FillState } from './fill-progress.ts';

/** What the thread that fills a mirror says. */
export type FromMirror =
  | { readonly say: 'moved'; readonly state: FillState; readonly position: Position }
  | { readonly say: 'rebuilding'; readonly reason: string }
  | { readonly say: 'waiting'; readonly message: string; readonly inMs: number };

/** What it is started with. */
export interface MirrorWork {
  readonly url: string;
  readonly file: string;
}
