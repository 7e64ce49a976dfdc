export { readModelControllers } from './read-model-controller.ts';
export {
  LookUpQuery,
  LookUpQueryHandler,
  ReadModelChangesQueryHandler,
  ReadModelQuery,
  ReadModelQueryHandler,
} from './read-model-dispatch.ts';
