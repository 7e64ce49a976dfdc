export { bulkCommandController, type BulkAnswer } from './bulk-command-controller.ts';
export * from './command-controller.ts';
export * from './issuing.ts';
