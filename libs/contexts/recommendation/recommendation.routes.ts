import { commandRoutes } from '#platform/decider';
import { recommendService } from './recommend-service.ts';

export const recommendationRoutes = commandRoutes('recommendations', {
  'POST /': {
    decision: recommendService,
    summary: 'Record that IESC’s service was recommended to a client, who stays unnamed',
    example: { circumstances: ['TEMPORARY_OVERSTAFFING'], prefecture: '22' },
  },
});
