export * from './port.ts';
export * from './envelope.ts';
export * from './errors.ts';
