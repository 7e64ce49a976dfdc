export * from './port.ts';
export * from './envelope.ts';
export * from './errors.ts';
export { deeplyFrozen } from './deeply-frozen.ts';
export { EmbeddedEventStore, openEmbeddedEventStore, type EmbeddedOptions } from './embedded/embedded-event-store.ts';
export { EmbeddedReader, openEmbeddedReader, type EmbeddedReaderOptions } from './embedded/embedded-reader.ts';
export { embeddedLogFile, openEventStore, type EventStoreSettings } from './open-event-store.ts';
export { refuseForeignLog, type KnownEvent } from './refuse-foreign-log.ts';
