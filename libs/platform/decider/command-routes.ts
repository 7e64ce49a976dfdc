import type { OnBehalfOf } from '#platform/event-store';
import type { AlsoTold } from './also-told.ts';
import type { Decision } from './decision.ts';

/** How a command is offered over HTTP. */
export interface CommandRoute {
  readonly decision: Decision;
  /** What it does, for the reader of the OpenAPI document. */
  readonly summary: string;
  /** A complete body, without what the path holds. */
  readonly example: { readonly [field: string]: unknown };
  /** Set where the command is somebody else's wish that the actor passes on. */
  readonly onBehalfOf?: OnBehalfOf['kind'];
  /** Set where the answer tells more than the fact. */
  readonly alsoTold?: AlsoTold;
}

/** Decisions offered over HTTP below a path: plain data, of which a server makes its routes. */
export interface CommandRoutes {
  readonly path: string;
  readonly routes: { readonly [route: `POST ${string}`]: CommandRoute };
}

/** Offers decisions over HTTP, one route each: `'POST /:referralId/decline': { decision, … }`. */
export function commandRoutes(path: string, routes: CommandRoutes['routes']): CommandRoutes {
  return { path, routes };
}

/** One decision asked for several things at once. */
export interface BulkRoute<Bulk extends object = object> {
  readonly decision: Decision;
  /** The body: which things, and what is to be done with each. */
  readonly command: new () => Bulk;
  /** The command for each of them, in the order in which they are answered. */
  each(bulk: Bulk): readonly object[];
  readonly summary: string;
  readonly example: object;
}

/** One decision offered for several things at once, and a preview of what that would do. */
export interface BulkCommandRoute {
  readonly path: string;
  readonly bulk: BulkRoute;
}

/**
 * Offers one decision for several things at once: `POST` carries it out, `POST …/preview` says what it would do and what
 * not, and why, and records nothing.
 */
export function bulkCommandRoute<Bulk extends object>(path: string, bulk: BulkRoute<Bulk>): BulkCommandRoute {
  return { path, bulk };
}
