import { Server, ServerCredentials, type sendUnaryData, type ServerUnaryCall } from '@grpc/grpc-js';
import type { ClusterInfo } from '@eventstore/db-client/generated/gossip_pb.js';
import type { SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb.js';
import type { Empty } from '@eventstore/db-client/generated/shared_pb.js';
import featuresGrpc from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import gossipGrpc from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { AppendCalls } from './append-calls.ts';
import { DeletionCalls } from './deletion-calls.ts';
import {
  Misbehaviour,
  type AppendFault,
  type Endpoint,
  type LookUpFault,
  type ReadFault,
  type SubscriptionFault,
} from './misbehaviour.ts';
import { ReadCalls } from './read-calls.ts';
import { Relay } from './relay.ts';
import { ServerLog } from './server-log.ts';
import { callErrors } from './wire.ts';

/** The release the double speaks like. */
const SERVER_VERSION = '23.10.8';
const FOLLOWER = 6;
const LEADER = 8;

export interface EventStoreDbDoubleOptions {
  /** The port on 127.0.0.1; 0, the default, for any that is free. */
  readonly port?: number;
  /** The log to serve; by default one of its own. Two doubles on one log are a leader and its follower. */
  readonly log?: ServerLog;
}

/** An EventStoreDB in this process, as far as the wire shows, that does wrong what it is told to. */
export interface EventStoreDbDouble {
  /** `esdb://127.0.0.1:<port>?tls=false` */
  readonly url: string;
  readonly endpoint: Endpoint;
  readonly log: ServerLog;
  /** Reads and subscriptions under way. */
  readonly openReads: number;
  /** Events sent to subscriptions, ever. */
  readonly sentToSubscriptions: number;
  /** The next appends go wrong like this, before those ordered later. */
  failAppends(fault: AppendFault, times?: number): void;
  /** The next reads go wrong like this. */
  failReads(fault: ReadFault, times?: number): void;
  /** The next subscriptions go wrong like this when they begin. */
  failSubscriptions(fault: SubscriptionFault, times?: number): void;
  /** The next look-ups of what the server can do go wrong like this. */
  failLookUps(fault: LookUpFault, times?: number): void;
  /** Sends the answers held back by `late answer`; answers how many there were. */
  releaseAnswers(): number;
  /** Refuses whatever requires the leader, and names this one; undefined: is the leader again. */
  follow(leader: Endpoint | undefined): void;
  /** Breaks all connections; new ones are taken. */
  cutConnections(): void;
  /** The connections there are pass nothing on any more, as after a network has forgotten them; new ones work. */
  loseConnections(): void;
  /** Ends all subscriptions with UNAVAILABLE; the connections stay. */
  cutSubscriptions(): void;
  /** Hangs like a stopped process: takes connections and answers nothing, not even a ping. */
  freeze(): void;
  thaw(): void;
  /** Goes away: connections break, new ones are refused. The log stays. */
  stop(): Promise<void>;
  /** Comes back on the same port with the same log. */
  start(): Promise<void>;
  /** Ends it for good. */
  close(): Promise<void>;
}

/** Starts a double on 127.0.0.1. */
export async function startEventStoreDbDouble(options: EventStoreDbDoubleOptions = {}): Promise<EventStoreDbDouble> {
  const log = options.log ?? new ServerLog();
  const misbehaviour = new Misbehaviour();
  const server = new Server({ 'grpc.max_receive_message_length': -1 });
  const behind = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => {
      if (error === null) resolve(port);
      else reject(error);
    });
  });
  const relay = new Relay(behind);
  const cut = (peer: string) => relay.cut(peer);
  const appends = new AppendCalls(log, misbehaviour, cut);
  const reads = new ReadCalls(log, misbehaviour, cut);
  const deletions = new DeletionCalls(log);
  const endpoint = () => ({ host: '127.0.0.1', port: relay.port });
  server.addService(streamsGrpc.StreamsService, {
    append: appends.append,
    batchAppend: appends.batchAppend,
    read: reads.read,
    delete: deletions.delete,
    tombstone: deletions.tombstone,
  });
  server.addService(featuresGrpc.ServerFeaturesService, {
    getSupportedMethods: (
      _call: ServerUnaryCall<Empty, SupportedMethods>,
      callback: sendUnaryData<SupportedMethods>,
    ): void => {
      const fault = misbehaviour.lookUps.next();
      if (fault === 'unavailable') callback(callErrors.unavailable());
      else if (fault === 'access denied') callback(callErrors.accessDenied());
      else if (fault === undefined) callback(null, supportedMethods());
    },
  });
  server.addService(gossipGrpc.GossipService, {
    read: (_call: ServerUnaryCall<Empty, ClusterInfo>, callback: sendUnaryData<ClusterInfo>) =>
      callback(null, clusterOf(endpoint(), misbehaviour.leader)),
  });
  await relay.listen(options.port ?? 0);
  return {
    url: `esdb://127.0.0.1:${relay.port}?tls=false`,
    endpoint: endpoint(),
    log,
    get openReads() {
      return reads.open;
    },
    get sentToSubscriptions() {
      return reads.sentToSubscriptions;
    },
    failAppends: (fault, times = 1) => misbehaviour.appends.add(fault, times),
    failReads: (fault, times = 1) => misbehaviour.reads.add(fault, times),
    failSubscriptions: (fault, times = 1) => misbehaviour.subscriptions.add(fault, times),
    failLookUps: (fault, times = 1) => misbehaviour.lookUps.add(fault, times),
    releaseAnswers: () => misbehaviour.releaseAnswers(),
    follow: (leader) => {
      misbehaviour.leader = leader;
    },
    cutConnections: () => relay.cut(),
    loseConnections: () => relay.lose(),
    cutSubscriptions: () => reads.cutSubscriptions(),
    freeze: () => relay.freeze(),
    thaw: () => relay.thaw(),
    stop: () => relay.stop(),
    start: () => relay.listen(),
    close: async () => {
      await relay.stop();
      server.forceShutdown();
    },
  };
}

function supportedMethods(): SupportedMethods {
  const methods = ['read', 'append', 'delete', 'tombstone', 'batchappend'].map((name) =>
    new features.SupportedMethod().setMethodName(name).setServiceName('event_store.client.streams.streams'),
  );
  return new features.SupportedMethods().setMethodsList(methods).setEventStoreServerVersion(SERVER_VERSION);
}

function clusterOf(self: Endpoint, leader: Endpoint | undefined): ClusterInfo {
  const member = ({ host, port }: Endpoint, state: typeof FOLLOWER | typeof LEADER) =>
    new gossip.MemberInfo()
      .setState(state)
      .setIsAlive(true)
      .setTimeStamp('0')
      .setHttpEndPoint(new gossip.EndPoint().setAddress(host).setPort(port));
  const members = leader === undefined ? [member(self, LEADER)] : [member(self, FOLLOWER), member(leader, LEADER)];
  return new gossip.ClusterInfo().setMembersList(members);
}
