import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';

/** Threads of a service that are at work at once under load: that of its requests, the log's, the read models', the processes'. */
const BUSY_THREADS = 4;

/**
 * On fewer cores than that each thread collects its young garbage alone. V8 shares it out among helpers by default, and the
 * thread stands still until the last of them has had its turn on a core: at 200 commands a second on two cores rows came
 * into sight after 34 ms, one in a hundred after 224, and after 19 and 152 like this.
 */
if (availableParallelism() < BUSY_THREADS) setFlagsFromString('--no-parallel-scavenge');
