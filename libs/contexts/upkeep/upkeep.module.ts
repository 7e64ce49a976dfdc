import type { Context } from '#contexts/kernel';
import { discardParkedEvent } from './discard-parked-event.ts';
import { projectionUpkeep } from './projection-upkeep.ts';

/** Its command is offered among those of the operators, which ask first whether anything waits. */
export const upkeepContext: Context = {
  name: 'upkeep',
  aggregates: [projectionUpkeep],
  decisions: [discardParkedEvent],
  routes: [],
  projections: [],
};
