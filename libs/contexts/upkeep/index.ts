export { DiscardParkedEvent, discardParkedEvent } from './discard-parked-event.ts';
export { upkeepContext } from './upkeep.module.ts';
