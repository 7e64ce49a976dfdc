export { readModelController, readModelControllers } from './read-model-controller.ts';
export { ReadModelChangesQueryHandler, ReadModelQuery, ReadModelQueryHandler } from './read-model-dispatch.ts';
