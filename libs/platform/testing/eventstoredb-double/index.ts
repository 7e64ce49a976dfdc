export {
  startEventStoreDbDouble,
  type EventStoreDbDouble,
  type EventStoreDbDoubleOptions,
} from './eventstoredb-double.ts';
export type { AppendFault, Endpoint, LookUpFault, ReadFault, SubscriptionFault } from './misbehaviour.ts';
export type { ServerLog } from './server-log.ts';
