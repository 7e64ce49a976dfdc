import { ProcessBegan } from '#events/process';
import { decision, IsCode, processes } from '#contexts/kernel';
import { processInstance, processInstanceIdOf } from './process-instance.ts';

/** A new process on an old log begins to act: what stands in the log before is none of its business. */
export class BeginProcess {
  @IsCode() process!: string;
}

export const beginProcess = decision(processInstance, BeginProcess, {
  by: processes,
  from: ['none', 'on_record'],
  emits: [ProcessBegan],
  idOf: ({ process }) => processInstanceIdOf(process),
  decide: ({ process }, { stage }) => (stage === 'none' ? [ProcessBegan({ process })] : []),
});
