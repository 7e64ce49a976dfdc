import type { Context } from '#contexts/kernel';
import { beginProcess } from './begin-process.ts';
import { processInstance } from './process-instance.ts';
import { recordCommandGivenUp } from './record-command-given-up.ts';
import { recordCommandRefused } from './record-command-refused.ts';
import { retryCommand } from './retry-command.ts';
import { skipCommand } from './skip-command.ts';

export const processContext: Context = {
  name: 'process',
  aggregates: [processInstance],
  decisions: [beginProcess, recordCommandRefused, recordCommandGivenUp, retryCommand, skipCommand],
  routes: [],
  projections: [],
};
