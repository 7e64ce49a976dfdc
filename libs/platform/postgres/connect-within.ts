/** Longest wait for a connection, ms: a server that swallows what it is sent would never be known to be away. */
export const CONNECT_WITHIN_MS = 5000;
