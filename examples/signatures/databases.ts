import type {
  BasicAuthKeys,
  Check,
  Credentials,
  DrillProps,
  FluxFolder,
  RecoveryObjectivesProps,
  Schedule,
  Waiver,
} from 'restorable';

/** `pg_dump` or `pg_dumpall` on a schedule: no point in time between two dumps. */
export declare class LogicalDump {
  constructor(
    folder: FluxFolder,
    name: string,
    props: {
      readonly source: {
        readonly service: string;
        readonly namespace: string;
        readonly databases: 'all' | readonly string[];
      };
      readonly postgres: number;
      readonly credentials: Credentials<BasicAuthKeys>;
      readonly schedule: Schedule;
      readonly prefix: string;
      readonly objectives?: Partial<RecoveryObjectivesProps>;
      readonly drill: DrillProps | Waiver;
    },
  );
}

/** Checks of a restored SQL Server database. */
export declare const SqlServerCheck: {
  tables(...names: readonly string[]): Check;
  query(sql: string, expect: { readonly atLeast: number }): Check;
  integrity(): Check;
};

/** A SQL Server database backed up by `BACKUP DATABASE … TO URL`. */
export declare class SqlServerDatabase {
  constructor(
    folder: FluxFolder,
    name: string,
    props: {
      readonly statefulSet: string;
      readonly database: string;
      readonly files: { readonly data: string; readonly log: string };
      readonly administrator: Credentials<BasicAuthKeys>;
      readonly image: string;
      readonly tools: { readonly image: string; readonly pullSecret?: string };
      readonly url: string;
      readonly prefix: string;
      readonly schedule: Schedule;
      readonly beforeEveryReconciliation?: boolean;
      readonly compression?: boolean;
      readonly objectives?: Partial<RecoveryObjectivesProps>;
      readonly drill: DrillProps | Waiver;
    },
  );
}
