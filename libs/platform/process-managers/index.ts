export { contextOf, processActor } from './outbox.ts';
export {
  instancesOf,
  issue,
  processManagersOver,
  stateless,
  type Concerned,
  type PlannedCommand,
  type ProcessDefinition,
  type ProcessManager,
  type Reaction,
  type TimerChange,
  type TimerDue,
} from './process-manager.ts';
