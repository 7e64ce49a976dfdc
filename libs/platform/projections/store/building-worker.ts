import { parentPort, workerData } from 'node:worker_threads';
import type { FromBuilder, ToBuilder } from './building-messages.ts';
import { openForBuilding } from './sqlite-file.ts';
import { StepwiseWriter, unpacked } from './sqlite-write.ts';

/** Entry of the thread that writes rows of versions being built, and makes indexes. */
const db = openForBuilding(workerData as string);
const writer = new StepwiseWriter(db);

parentPort?.on('message', (message: ToBuilder) => {
  parentPort?.postMessage(answer(message));
  if (message.say === 'close') parentPort?.close();
});

function answer(message: ToBuilder): FromBuilder {
  try {
    return { told: 'done', outcomes: done(message) ?? [] };
  } catch (error) {
    return { told: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

function done(message: ToBuilder) {
  switch (message.say) {
    case 'begin':
      return writer.begin();
    case 'guard':
      return writer.guard(message.guard);
    case 'write':
      return writer.write(unpacked(message.write));
    case 'commit':
      return writer.commit();
    case 'roll back':
      return writer.rollBack();
    case 'run':
      return void db.transaction(() => db.exec(message.text)).immediate();
    case 'execute':
      return void db.exec(message.text);
    case 'close':
      return void db.close();
  }
}
