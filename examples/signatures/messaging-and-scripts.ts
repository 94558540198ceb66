import type {
  Check,
  Credentials,
  BasicAuthKeys,
  DrillProps,
  FluxFolder,
  RecoveryObjectivesProps,
  Schedule,
  Waiver,
} from 'restorable';

/** Checks of a restored broker. */
export declare const BrokerCheck: {
  queues(...names: readonly string[]): Check;
  exchanges(...names: readonly string[]): Check;
};

/** Definitions of a RabbitMQ broker: virtual hosts, exchanges, queues, bindings; no messages. */
export declare class RabbitMqDefinitions {
  constructor(
    folder: FluxFolder,
    name: string,
    props: {
      readonly statefulSet: string;
      readonly namespace: string;
      readonly administrator: Credentials<BasicAuthKeys>;
      readonly schedule: Schedule;
      readonly prefix: string;
      readonly objectives?: Partial<RecoveryObjectivesProps>;
      readonly drill: DrillProps | Waiver;
    },
  );
}

/** State that only its owner's script can save and restore. */
export declare class ScriptedBackup {
  constructor(
    folder: FluxFolder,
    name: string,
    props: {
      readonly image: string;
      readonly backup: readonly string[];
      readonly restore: readonly string[];
      readonly verify: readonly string[];
      readonly schedule: Schedule;
      readonly prefix: string;
      readonly objectives?: Partial<RecoveryObjectivesProps>;
      readonly drill: DrillProps | Waiver;
    },
  );
}
