import type { ExplainedEvent } from '#apps/api';
import type {
  OperatedProjection,
  Order,
  OrderAction,
  ParkedStream,
  ProjectionsOverview,
} from '#platform/projections/engine';

/** What is to be done to a version of a read model. */
export interface Wish {
  readonly action: OrderAction;
  readonly version?: number;
  readonly stream?: string;
}

/** The event that a version is to pass over, and why. */
export interface Discarding {
  readonly version: number;
  readonly eventId: string;
  /** In the operator's words; sealed in the log. */
  readonly explanation: string;
}

/** There is no such read model, version or order; the message says so. */
export class NotThere extends Error {
  override readonly name = 'NotThere';

  constructor(message = 'There is no such read model, version or row, see: npx tasuki projections list') {
    super(message);
  }
}

/** What the command line asks and orders: of a running service, or of the files where none runs. */
export interface Operations {
  overview(): Promise<ProjectionsOverview>;
  /** @throws NotThere */
  one(name: string): Promise<OperatedProjection>;
  /** @throws NotThere */
  parked(name: string): Promise<readonly ParkedStream[]>;
  /** @throws NotThere */
  explain(name: string, key: string, version?: number): Promise<readonly ExplainedEvent[]>;
  /** Sees to it that somebody keeps the read models: what is under way goes on, and what is ordered is carried out. */
  keep(): Promise<void>;
  /** @throws NotThere */
  order(name: string, wish: Wish): Promise<Order>;
  /** @throws NotThere */
  orderOf(name: string, id: string): Promise<Order>;
  /**
   * Records that a version passes an event over.
   *
   * @throws NotThere, and Error where it is refused
   */
  discard(name: string, discarding: Discarding): Promise<void>;
  close(): Promise<void>;
}
