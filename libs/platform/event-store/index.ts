export * from './port.ts';
export * from './envelope.ts';
export * from './errors.ts';
export { deeplyFrozen } from './deeply-frozen.ts';
export { UnparsedEvent } from './unparsed-event.ts';
export { refuseForeignLog, type KnownEvent } from './refuse-foreign-log.ts';
