export {
  startEventStoreDbDouble,
  type EventStoreDbDouble,
  type EventStoreDbDoubleOptions,
} from './eventstoredb-double.ts';
export type { AppendFault, Endpoint, ReadFault } from './misbehaviour.ts';
