/** The one source of time (law 2): everything that needs an instant is handed one. */ /** The machine's clock. */ export const systemClock = {
    now: ()=>new Date().toISOString()
};
/** A random number from 0 to below 1: for the spread of waiting times, never for a secret. */ export const randomFraction = ()=>Math.random();
export const randomIds = {
    next: ()=>globalThis.crypto.randomUUID()
};

//# sourceMappingURL=index.js.map