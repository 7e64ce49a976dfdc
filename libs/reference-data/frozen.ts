/**
 * Freezes plain data, objects and arrays at every depth, and returns it: reference data and policies are shared by all
 * decisions of the process, so none may change them.
 */
export function deeplyFrozen<Data>(data: Data): Data {
  if (typeof data === 'object' && data !== null && !Object.isFrozen(data)) {
    Object.freeze(data);
    for (const value of Object.values(data)) deeplyFrozen(value);
  }
  return data;
}
